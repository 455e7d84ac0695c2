//! Subscripts and selection: basic and advanced indexing, assignment through them, `take`, `put`, `choose`,
//! `repeat`, `nonzero`, `where`, `compress`, `sort`, `argsort`, `partition`, `searchsorted`, `lexsort`.
