"""What f2py's wrapper does."""

import numpy as np
import pytest
import with_f2py as m


def test_intent_in_and_out():
    out = m.cumulate([1, 2, 3])
    assert out.dtype == np.float64 and out.tolist() == [1, 3, 6]
    assert m.cumulate(np.arange(6, dtype="i2")[::2]).tolist() == [0, 2, 6]
    with pytest.raises(ValueError):
        m.cumulate(["a"])


def test_two_dimensions():
    a = np.arange(6, dtype="f4").reshape(2, 3)
    assert np.array_equal(m.transpose(a), a.T) and np.array_equal(m.transpose(np.asfortranarray(a)), a.T)


def test_intent_inout():
    x = np.arange(3.0)
    m.scale(x, 2)
    assert x.tolist() == [0, 2, 4]
    with pytest.raises(ValueError):
        m.scale(np.arange(3), 2)


def test_callback():
    assert m.integrate(lambda x: x, 0, 2) == pytest.approx(2)
    assert m.integrate(lambda x: 1.0, 0, 3, steps=7) == pytest.approx(3)
    with pytest.raises(ZeroDivisionError):
        m.integrate(lambda x: 1 / 0, 0, 1)


def test_documentation():
    assert "out = cumulate(x)" in m.cumulate.__doc__
