package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a function of a library does with cryptography.
 *
 * @param number its place in the table
 * @param callee its full name: {@code javax.crypto.Cipher.getInstance}, {@code new java.util.Random}, {@code hashlib.md5}
 * @param purpose what for, in the registry's words; empty if the call by itself is no use
 * @param result what it makes, as a full name; empty if it is not followed
 * @param isDeferred whether it counts only once something is done with what it made
 * @param isPart whether it counts only where no other use is made of what it made
 * @param origin of the bytes that it gives; null if they are of what it is given
 * @param same what it gives back as it is; null if that is something else
 * @param gives what else it gives, see {@link Gives}; null for nothing of that kind
 * @param needs the parameters without which it is no use
 * @param given the argument that must be an object which another row made, of {@code givenType} or of what lies in there, for the
 *     row to count; null for any
 * @param parameters the words of the registry, {@code algorithm} among them, with what they are taken from
 * @param sets the same of an object, and of the use which that stands for
 * @param settles the same, whatever is said of it otherwise
 * @param unless parameters of which nothing is known where the text calls a function of one of these names anywhere: what one place
 *     leaves out, another one may see to
 * @param on of which that is said: the object that the call is of, unless the row names an argument
 * @param when what a function of the program that overrides it must do for the row to count; of a call, {@code loop} if it only
 *     counts within a loop; empty for any
 * @param takes the argument that may be a function in place of an object of {@code takesType}; null for none
 * @param runs the argument that is a function which is run, with the object that the call is of
 * @param runsAs what that object is to it: {@code this}, or its first parameter; or that what it gives is what the call's result holds
 * @param fills the argument that gets other bytes; null for none
 * @param fillsWith where those come from, {@code outside} if it gets some only where it is empty; null if they are of the argument {@code fillsFrom}
 * @param fillsFrom the argument whose bytes are put in; null for none
 * @param anchor one or two literals, joined by {@code &}, of which a text must hold some for the row to matter; empty for how its
 *     module gets into a text
 */
record ApiRow(
        int number,
        String callee,
        String purpose,
        String result,
        boolean isDeferred,
        boolean isPart,
        @Nullable Origin origin,
        @Nullable Selector same,
        @Nullable Gives gives,
        List<String> needs,
        @Nullable Selector given,
        String givenType,
        SortedMap<String, Selector> parameters,
        SortedMap<String, Selector> sets,
        SortedMap<String, String> settles,
        SortedMap<String, List<String>> unless,
        Selector on,
        String when,
        @Nullable Selector takes,
        String takesType,
        @Nullable Selector runs,
        String runsAs,
        @Nullable Selector fills,
        @Nullable Origin fillsWith,
        @Nullable Selector fillsFrom,
        List<String> anchor) {

    /** Said of calls that mean something only where they are made again and again. */
    static final String IN_LOOP = "loop";

    /**
     * A row of a table.
     *
     * @param number its place there
     * @param clauses words between spaces: {@code use=PURPOSE}, {@code result=TYPE}, {@code deferred}, {@code origin=ORIGIN},
     *     {@code part}, {@code plain} for none, {@code same=ARGUMENT}, {@code gives=WHAT:OF}, {@code needs=PARAMETER,...},
     *     {@code given=ARGUMENT:TYPE}, {@code fill=ARGUMENT:ORIGIN}, {@code fill=ARGUMENT:ARGUMENT}, {@code anchor=LITERAL&LITERAL|...},
     *     {@code set.PARAMETER=SELECTOR}, {@code settle.PARAMETER=WORD}, {@code unless.PARAMETER=NAME,...},
     *     {@code on=ARGUMENT}, {@code when=DOES}, {@code takes=ARGUMENT:TYPE}, {@code runs=ARGUMENT:AS}, {@code PARAMETER=SELECTOR}
     * @throws IllegalArgumentException for any other
     */
    static ApiRow of(int number, String callee, String clauses) {
        String purpose = "";
        String result = "";
        boolean deferred = false;
        boolean part = false;
        Origin origin = null;
        Selector same = null;
        Gives gives = null;
        List<String> needs = List.of();
        Selector given = null;
        String givenType = "";
        Selector fills = null;
        Origin fillsWith = null;
        Selector fillsFrom = null;
        List<String> anchor = List.of();
        SortedMap<String, Selector> parameters = new TreeMap<>();
        SortedMap<String, Selector> sets = new TreeMap<>();
        SortedMap<String, String> settles = new TreeMap<>();
        SortedMap<String, List<String>> unless = new TreeMap<>();
        Selector on = Selector.of("word:" + Selector.THIS);
        String when = "";
        Selector takes = null;
        String takesType = "";
        Selector runs = null;
        String runsAs = "";
        for (String clause : Parts.of(clauses, ' ')) {
            int equals = clause.indexOf('=');
            String name = equals < 0 ? clause : clause.substring(0, equals);
            String value = equals < 0 ? "" : clause.substring(equals + 1);
            switch (name) {
                case "" -> {}
                case "use" -> purpose = value;
                case "result" -> result = value;
                case "deferred" -> deferred = true;
                case "part" -> {
                    if (equals < 0) {
                        part = true;
                    } else {
                        parameters.put(name, Selector.of(value));
                    }
                }
                case "plain" -> {}
                case "origin" -> origin = origin(value);
                case "same" -> same = Selector.of("word:" + value);
                case "gives" -> gives = Gives.of(value);
                case "needs" -> needs = Parts.of(value, ',');
                case "given" -> {
                    List<String> parts = Parts.of(value, ':');
                    given = Selector.of("word:" + parts.get(0));
                    givenType = parts.get(1);
                }
                case "on" -> on = Selector.of("word:" + value);
                case "when" -> when = value;
                case "takes" -> {
                    List<String> parts = Parts.of(value, ':');
                    takes = Selector.of("word:" + parts.get(0));
                    takesType = parts.get(1);
                }
                case "anchor" -> anchor = Parts.of(value, '|');
                case "runs" -> {
                    List<String> parts = Parts.of(value, ':');
                    runs = Selector.of("word:" + parts.get(0));
                    runsAs = parts.get(1);
                }
                case "fill" -> {
                    List<String> parts = Parts.of(value, ':');
                    fills = Selector.of("word:" + parts.get(0));
                    if (Character.isDigit(parts.get(1).charAt(0))
                            || parts.get(1).equals(Selector.THIS)) {
                        fillsFrom = Selector.of("word:" + parts.get(1));
                    } else {
                        fillsWith = origin(parts.get(1));
                    }
                }
                default -> {
                    if (name.startsWith("set.")) {
                        sets.put(name.substring(4), Selector.of(value));
                    } else if (name.startsWith("settle.")) {
                        settles.put(name.substring(7), value);
                    } else if (name.startsWith("unless.")) {
                        unless.put(name.substring(7), Parts.of(value, ','));
                    } else {
                        parameters.put(name, Selector.of(value));
                    }
                }
            }
        }
        return new ApiRow(
                number,
                callee,
                purpose,
                result,
                deferred,
                part,
                origin,
                same,
                gives,
                needs,
                given,
                givenType,
                parameters,
                sets,
                settles,
                unless,
                on,
                when,
                takes,
                takesType,
                runs,
                runsAs,
                fills,
                fillsWith,
                fillsFrom,
                anchor);
    }

    /** Whether a call is a use, or says more of one. */
    boolean isActive() {
        return !purpose.isEmpty()
                || !sets.isEmpty()
                || !settles.isEmpty()
                || fillsWith != null && fillsWith != Origin.OUTSIDE
                || takes != null;
    }

    private static Origin origin(String word) {
        return Origin.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}
