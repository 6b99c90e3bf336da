package dev.assay.detectors.model.marshal;

/**
 * The order of a code object's fields, which Python changed with its versions and does not write down.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Python/marshal.c">{@code r_object} in marshal.c</a>
 */
enum Layout {
    /** 1.5 to 2.7, where names are byte strings. */
    PYTHON_2(4),
    /** 3.0 to 3.7. */
    PYTHON_3_0(5),
    /** 3.8 to 3.10. */
    PYTHON_3_8(6),
    /** 3.11 and later. */
    PYTHON_3_11(5);

    private final int leadingNumbers;

    Layout(int leadingNumbers) {
        this.leadingNumbers = leadingNumbers;
    }

    /** How many numbers of four bytes come first. */
    int leadingNumbers() {
        return leadingNumbers;
    }

    /** Whether free and cell variables have tuples of their own. */
    boolean hasFreeVariables() {
        return this != PYTHON_3_11;
    }
}
