package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.List;

/**
 * What a function gives that no row can say by itself, and what a name stands for.
 *
 * @param of positions of the arguments that it is made of; of a text, that text
 */
record Gives(What what, List<String> of) {
    /** Which. */
    enum What {
        /** A text that stands in the row. */
        TEXT,
        /** A number that stands in the row. */
        NUMBER,
        /** How many bytes what it is given has. */
        LENGTH,
        /** A module, or what is in one, by its name. */
        MODULE,
        /** What an object or a module has under a name. */
        MEMBER,
        /** So many bytes that are zero, or those of what it is given. */
        BYTES,
        /** Bytes that are zero, so many if that is a number. */
        ZERO,
        /** An object of the type that it is given, as the language's word for making one makes it. */
        OBJECT,
        /** What it is given, with all that is given behind it as further elements. */
        JOINED,
        /** A list of what it is given. */
        LIST,
        /** Any element of what it is given. */
        ELEMENT,
        /** The texts that were put into an object, one behind the other. */
        CONCATENATED,
        /** A text, with what is given behind it in place of its signs. */
        FORMATTED,
        /** Texts, with the one between them that it is given first. */
        SPLICED,
        /** What a method of texts or lists gives, by its name, of the argument at a position. */
        METHOD,
        /** Lists of what stands at the same place of each list that it is given. */
        ZIPPED,
        /** Pairs of a place in a list and what stands there. */
        NUMBERED,
        /** The pairs of a map. */
        ENTRIES,
        /** What it is given first, or else what is given behind it. */
        OTHERWISE,
        /** A function with some of what it will be given. */
        BOUND,
        /** What a function or a type gives that it is given, called with all that is given behind it. */
        RESULT,
        /** What a function at one position makes of each element of the list at another one. */
        MAPPED,
        /** A map of what is given by name. */
        MAP,
        /** A map of what is given as pairs, or as keys and values in turn. */
        PAIRS,
        /** Room for an object, of whatever type the program says; with {@code zero}, filled with that. */
        MEMORY,
        /** The first map that it is given, with what the others hold. */
        MERGED,
        /** The object that it is called of, or a new one of a type, with all that it is given as further elements. */
        ADDED,
        /** The object that it is called of, which has an option of the command line more; the argument is what that is by default. */
        OPTION,
        /**
         * What the command does that it is given: behind so many words or arguments, behind an option, by what lies at ways such as
         * {@code this.args}, or what it is called by {@code itself}.
         */
        COMMAND
    }

    /** Stands for whatever a module has whose name is not known. */
    static final String ANY = "?";

    Gives {
        of = List.copyOf(of);
    }

    /** @param text such as {@code text:TLSv1.0} and {@code member:0:1} */
    static Gives of(String text) {
        List<String> parts = Parts.of(text, ':');
        return new Gives(
                What.valueOf(parts.getFirst().toUpperCase(java.util.Locale.ROOT)), parts.subList(1, parts.size()));
    }
}
