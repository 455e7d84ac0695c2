//! Unsigned integers of bounded size, with the few operations that digit generation needs.
//!
//! Sizes are chosen by the callers so that no operation can exceed the capacity.

use core::cmp::Ordering;

/// An integer of at most `N` limbs of 64 bits, least significant first.
#[derive(Clone)]
pub(crate) struct Big<const N: usize> {
    len: usize,
    limbs: [u64; N],
}

/// Powers of ten that fit a limb.
const POW10: [u64; 20] = {
    let mut table = [1u64; 20];
    let mut i = 1;
    while i < 20 {
        table[i] = table[i - 1] * 10;
        i += 1;
    }
    table
};

impl<const N: usize> Big<N> {
    /// `value * 2^shift`.
    pub fn shifted(value: u64, shift: u32) -> Self {
        let mut limbs = [0; N];
        let (limb, bits) = ((shift / 64) as usize, shift % 64);
        limbs[limb] = value << bits;
        let mut len = limb + 1;
        if bits != 0 && value >> (64 - bits) != 0 {
            limbs[limb + 1] = value >> (64 - bits);
            len += 1;
        }
        let mut big = Self { len, limbs };
        big.trim();
        big
    }

    fn trim(&mut self) {
        while self.len > 0 && self.limbs[self.len - 1] == 0 {
            self.len -= 1;
        }
    }

    pub fn is_zero(&self) -> bool {
        self.len == 0
    }

    /// Number of significant bits.
    pub fn bits(&self) -> u32 {
        match self.len {
            0 => 0,
            n => n as u32 * 64 - self.limbs[n - 1].leading_zeros(),
        }
    }

    /// Multiplies by a factor that is not zero.
    pub fn mul_small(&mut self, factor: u64) {
        let mut carry = 0u128;
        for limb in &mut self.limbs[..self.len] {
            let product = u128::from(*limb) * u128::from(factor) + carry;
            *limb = product as u64;
            carry = product >> 64;
        }
        if carry != 0 {
            self.limbs[self.len] = carry as u64;
            self.len += 1;
        }
    }

    pub fn mul_pow10(&mut self, mut exponent: u32) {
        while exponent >= 19 {
            self.mul_small(POW10[19]);
            exponent -= 19;
        }
        if exponent > 0 {
            self.mul_small(POW10[exponent as usize]);
        }
    }

    pub fn shl(&mut self, shift: u32) {
        if self.len == 0 || shift == 0 {
            return;
        }
        let (limb, bits) = ((shift / 64) as usize, shift % 64);
        if bits == 0 {
            self.limbs.copy_within(..self.len, limb);
            self.len += limb;
        } else {
            let top = self.limbs[self.len - 1] >> (64 - bits);
            for i in (1..self.len).rev() {
                self.limbs[i + limb] = self.limbs[i] << bits | self.limbs[i - 1] >> (64 - bits);
            }
            self.limbs[limb] = self.limbs[0] << bits;
            self.len += limb;
            if top != 0 {
                self.limbs[self.len] = top;
                self.len += 1;
            }
        }
        self.limbs[..limb].fill(0);
    }

    pub fn compare(&self, other: &Self) -> Ordering {
        self.len.cmp(&other.len).then_with(|| {
            let (a, b) = (&self.limbs[..self.len], &other.limbs[..other.len]);
            a.iter().rev().cmp(b.iter().rev())
        })
    }

    /// Compares `self + addend` with `other`.
    pub fn compare_sum(&self, addend: &Self, other: &Self) -> Ordering {
        let len = self.len.max(addend.len);
        if len > other.len {
            return Ordering::Greater;
        }
        let (mut order, mut carry) = (Ordering::Equal, false);
        let limbs = self.limbs.iter().zip(&addend.limbs).zip(&other.limbs);
        for ((a, b), c) in limbs.take(other.len) {
            let (sum, c1) = a.overflowing_add(*b);
            let (sum, c2) = sum.overflowing_add(u64::from(carry));
            carry = c1 | c2;
            order = sum.cmp(c).then(order);
        }
        if carry { Ordering::Greater } else { order }
    }

    /// Compares `2 * self` with `other`.
    pub fn compare_double(&self, other: &Self) -> Ordering {
        self.compare_sum(self, other)
    }

    #[cfg(test)]
    fn add(&mut self, other: &Self) {
        let len = self.len.max(other.len);
        let mut carry = false;
        for i in 0..len {
            let (sum, c1) = self.limbs[i].overflowing_add(other.limbs[i]);
            let (sum, c2) = sum.overflowing_add(u64::from(carry));
            self.limbs[i] = sum;
            carry = c1 | c2;
        }
        self.len = len;
        if carry {
            self.limbs[len] = 1;
            self.len += 1;
        }
    }

    /// `self -= factor * other`; the difference must not be negative.
    fn sub_mul(&mut self, other: &Self, factor: u64) {
        let (mut carry, mut borrow) = (0u128, false);
        for i in 0..self.len {
            let product = u128::from(other.limbs[i]) * u128::from(factor) + carry;
            carry = product >> 64;
            let (difference, b1) = self.limbs[i].overflowing_sub(product as u64);
            let (difference, b2) = difference.overflowing_sub(u64::from(borrow));
            self.limbs[i] = difference;
            borrow = b1 | b2;
        }
        self.trim();
    }

    /// Divides by `divisor`, keeps the remainder and answers the quotient, which must be below 10.
    /// Four spare bits at the top of the divisor's highest limb keep the estimate sound.
    pub fn div_digit(&mut self, divisor: &Self) -> u8 {
        if self.len < divisor.len || divisor.len == 0 {
            return 0;
        }
        let top = divisor.len - 1;
        let mut quotient = self.limbs[top] / (divisor.limbs[top] + 1);
        if quotient != 0 {
            self.sub_mul(divisor, quotient);
        }
        while self.compare(divisor) != Ordering::Less {
            self.sub_mul(divisor, 1);
            quotient += 1;
        }
        quotient as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn big(value: u128) -> Big<8> {
        let mut high = Big::shifted((value >> 64) as u64, 64);
        high.add(&Big::shifted(value as u64, 0));
        high
    }

    proptest! {
        #[test]
        fn agrees_with_u128(a: u64, b: u64, s in 0u32..60) {
            let mut product = big(a.into());
            product.mul_small(b);
            let expected = u128::from(a) * u128::from(b);
            prop_assert!(product.compare(&big(expected)) == Ordering::Equal);
            let mut shifted = big(a.into());
            shifted.shl(s);
            prop_assert!(shifted.compare(&big(u128::from(a) << s)) == Ordering::Equal);
            prop_assert!(Big::<8>::shifted(a, s).compare(&shifted) == Ordering::Equal);
            prop_assert_eq!(big(expected).bits(), 128 - expected.leading_zeros());
        }

        #[test]
        fn compares_sums(a: u64, b: u64, high in 0u8..3, c: u64) {
            let sum = u128::from(a) + u128::from(b);
            let other = (u128::from(high) << 64) | u128::from(c);
            prop_assert_eq!(big(a.into()).compare_sum(&big(b.into()), &big(other)), sum.cmp(&other));
            prop_assert_eq!(big(a.into()).compare_sum(&big(b.into()), &big(sum)), Ordering::Equal);
        }

        #[test]
        fn divides_by_digits(divisor in 1u128 << 64..1 << 122, digit in 1u8..10, rest: u64) {
            let rest = u128::from(rest) % divisor;
            let mut value = big(divisor);
            value.mul_small(digit.into());
            value.add(&big(rest));
            prop_assert_eq!(value.div_digit(&big(divisor)), digit);
            prop_assert!(value.compare(&big(rest)) == Ordering::Equal);
        }
    }

    #[test]
    fn powers_of_ten() {
        let mut p: Big<8> = Big::shifted(1, 0);
        p.mul_pow10(38);
        assert!(p.compare(&big(10u128.pow(38))) == Ordering::Equal);
    }
}
