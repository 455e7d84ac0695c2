# NumPy: 10: np.where with one argument looks at the data, not at the subclass's nonzero() method
import numpy as np
x = np.ma.array(np.arange(12.).reshape(3, 4), mask=np.eye(3, 4))
print(len(np.where(x > 1)[0]))
class Sub(np.ndarray):
    def nonzero(self): return "overridden"
print(type(np.where(np.arange(3).view(Sub))).__name__)
