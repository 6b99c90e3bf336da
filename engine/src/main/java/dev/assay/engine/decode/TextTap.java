package dev.assay.engine.decode;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Window;
import java.util.List;

/**
 * Looks for something in texts of any kind, on the one reading that a text's decoder makes of it: its literals are found in the
 * same search as everybody's, and a text without any of them costs it nothing. Immutable and shared between threads.
 */
public interface TextTap {
    /** The family whose rules read what it finds. */
    String family();

    /** What to stop at. */
    List<Literal> literals();

    /** Begins with a text. */
    Pass begin(Sink out, Budget budget);

    /** One text on its way through. Belongs to one thread; closing it gives back what it holds. */
    interface Pass extends AutoCloseable {
        /**
         * One of the literals in the piece of the text that {@link #piece} will be called for next. They come about, and not
         * strictly, in the order of their places.
         *
         * @param literal the number of it
         * @param index where it begins in the window's bytes
         */
        void at(int literal, int index);

        /** A piece of the text: what begins at {@code from} or behind it and before {@code to}. */
        void piece(Window at, int from, int to);

        /** The text is at its end. */
        void finish();

        /** How many bytes of the text it knows the meaning of, so that they are no longer opaque. */
        default long judgedBytes() {
            return 0;
        }

        @Override
        void close();
    }
}
