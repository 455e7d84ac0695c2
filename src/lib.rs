//! The C boundary of Ferronum.
