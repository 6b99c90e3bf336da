package dev.assay.engine.text;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * The tokens of one value, whichever way it is written in: JSON, or what has the same values and other bytes. Belongs to one
 * thread.
 */
public interface Tokens {
    /** What {@link #next} came to. */
    enum Token {
        BEGIN_OBJECT,
        END_OBJECT,
        BEGIN_ARRAY,
        END_ARRAY,
        NAME,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        /** The value is complete. */
        END
    }

    /** The next token. After the value's last one this is {@link Token#END}, without looking at what follows. */
    Token next() throws IOException;

    /** The last NAME, STRING or NUMBER, up to the kept length. */
    String text();

    /** Whether {@link #text} holds all of it. */
    boolean isWhole();

    /** The last NUMBER as a whole number that a long can hold; empty if it is none. */
    OptionalLong integer();

    /** Where the last token begins. */
    long position();
}
