package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
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
 * @param isBinary whether the bytes that it gives are no text, whatever it is given
 * @param origin of the bytes that it gives; null if they are of what it is given
 * @param same what it gives back as it is; null if that is something else
 * @param gives what else it gives, see {@link Gives}; null for nothing of that kind
 * @param needs the parameters without which it is no use
 * @param wants the parameters without which it is none once all has been read
 * @param single the parameters that must be known to be one thing for it to be a use
 * @param asks what must hold for the row to count
 * @param parameters the words of the registry, {@code algorithm} among them, with what they are taken from
 * @param sets the same of an object, and of the use which that stands for
 * @param settles the same, whatever is said of it otherwise
 * @param elsewhere parameters of which nothing is known where the text calls a function of one of these names anywhere: what one place
 *     leaves out, another one may see to
 * @param on of which that is said: the object that the call is of, unless the row names an argument
 * @param when what a function of the program that overrides it must do for the row to count; of a call, {@code loop} if it only
 *     counts where it takes one block after the other ({@link BlockByBlock}), {@code secrets} if only where a secret is made ({@link SecretsMade}); empty for any
 * @param takes the argument that may be a function in place of an object of {@code takesType}; null for none
 * @param runs the argument that is a function which is run, with the object that the call is of
 * @param runsAs what that object is to it: {@code this}, or its first parameter; or that what it gives is what the call's result holds
 * @param fills the argument that gets other bytes, and which; null for none
 * @param into the argument that what it makes is left in, rather than given back: of a command, the file that its key goes to; null for
 *     none
 * @param lets the argument that is a variable's name, which from here on is the next argument; null for none
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
        boolean isBinary,
        @Nullable Origin origin,
        @Nullable Selector same,
        @Nullable Gives gives,
        List<String> needs,
        List<String> wants,
        List<String> single,
        List<Asked> asks,
        SortedMap<String, Selector> parameters,
        SortedMap<String, Selector> sets,
        SortedMap<String, String> settles,
        SortedMap<String, List<String>> elsewhere,
        Selector on,
        String when,
        @Nullable Selector takes,
        String takesType,
        @Nullable Selector runs,
        String runsAs,
        @Nullable Fill fills,
        @Nullable Selector into,
        @Nullable Selector lets,
        List<String> anchor) {

    /** Said of calls that mean something only where they take one block of data after the other. */
    static final String IN_LOOP = "loop";

    /** Said of calls that mean something only in a function that makes a secret. */
    static final String FOR_SECRETS = "secrets";

    /**
     * What a row asks of an argument.
     *
     * @param type which an object is of or lies in, or the beginning of a constant's name, or a constant; {@code text} for any constant
     *     text, {@code empty} for one without characters, {@code number} for any constant number; empty for anything that is there
     * @param holds whether it must be so, or must not
     */
    record Asked(Selector argument, String type, boolean holds) {
        /** Whether it must be of a module, so that another row makes it. */
        boolean isMade() {
            return holds && (type.indexOf('.') >= 0 || type.indexOf('/') >= 0);
        }
    }

    /** How an argument gets bytes. */
    enum How {
        /** It holds nothing else. */
        WHOLE,
        /** They are added, or put in some place. */
        PART,
        /** It may be what something is left in: where it holds no bytes so far, they are not known from here on. */
        MAYBE
    }

    /**
     * Bytes that an argument gets.
     *
     * @param origin where they come from; null if of other arguments
     * @param from which of them; null for all
     */
    record Fill(
            How how,
            Selector argument,
            @Nullable Origin origin,
            @Nullable Selector from) {
        private static final String GIVEN = "given";

        /** @param text {@code ARGUMENT:ORIGIN}, {@code ARGUMENT:ARGUMENT}, {@code ARGUMENT:given} for all that is given, or {@code ARGUMENT} */
        static Fill of(How how, String text) {
            List<String> parts = Parts.of(text, ':');
            Selector argument = Selector.of("word:" + parts.get(0));
            if (parts.size() == 1) {
                return new Fill(how, argument, Origin.OUTSIDE, null);
            }
            String with = parts.get(1);
            boolean isArgument = Character.isDigit(with.codePointAt(0)) || with.equals(Selector.THIS);
            return new Fill(
                    how,
                    argument,
                    isArgument || with.equals(GIVEN) ? null : ApiRow.origin(with),
                    isArgument ? Selector.of("word:" + with) : null);
        }
    }

    /**
     * A row of a table.
     *
     * @param number its place there
     * @param clauses words between spaces: {@code use=PURPOSE}, {@code result=TYPE}, {@code deferred}, {@code origin=ORIGIN},
     *     {@code part}, {@code binary}, {@code plain} for none, {@code same=ARGUMENT}, {@code gives=WHAT:OF}, {@code needs=PARAMETER,...},
     *     {@code wants=PARAMETER,...},
     *     {@code single=PARAMETER,...}, {@code given=ARGUMENT:TYPE}, {@code unless=ARGUMENT:TYPE}, {@code asks=ARGUMENT}, {@code fill=ARGUMENT:WITH},
     *     {@code mix=ARGUMENT:WITH}, {@code mayfill=ARGUMENT}, {@code into=ARGUMENT}, {@code lets=ARGUMENT}, {@code anchor=LITERAL&LITERAL|...},
     *     {@code set.PARAMETER=SELECTOR}, {@code settle.PARAMETER=WORD}, {@code elsewhere.PARAMETER=NAME,...},
     *     {@code on=ARGUMENT}, {@code when=DOES}, {@code takes=ARGUMENT:TYPE}, {@code runs=ARGUMENT:AS}, {@code PARAMETER=SELECTOR}
     * @throws IllegalArgumentException for any other
     */
    static ApiRow of(int number, String callee, String clauses) {
        String purpose = "";
        String result = "";
        boolean deferred = false;
        boolean part = false;
        boolean binary = false;
        Origin origin = null;
        Selector same = null;
        Gives gives = null;
        List<String> needs = List.of();
        List<String> wants = List.of();
        List<String> single = List.of();
        List<Asked> asks = new ArrayList<>(1);
        Fill fills = null;
        Selector into = null;
        Selector lets = null;
        SortedMap<String, Selector> parameters = new TreeMap<>();
        SortedMap<String, Selector> sets = new TreeMap<>();
        SortedMap<String, String> settles = new TreeMap<>();
        SortedMap<String, List<String>> elsewhere = new TreeMap<>();
        Selector on = Selector.of("word:" + Selector.THIS);
        String when = "";
        Selector takes = null;
        String takesType = "";
        Selector runs = null;
        String runsAs = "";
        List<String> anchor = List.of();
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
                case "binary" -> binary = true;
                case "plain" -> {}
                case "origin" -> origin = origin(value);
                case "same" -> same = Selector.of("word:" + value);
                case "gives" -> gives = Gives.of(value);
                case "needs" -> needs = Parts.of(value, ',');
                case "wants" -> wants = Parts.of(value, ',');
                case "single" -> single = Parts.of(value, ',');
                case "given", "unless" -> {
                    List<String> parts = Parts.of(value, ':');
                    asks.add(new Asked(Selector.of("word:" + parts.get(0)), parts.get(1), name.equals("given")));
                }
                case "asks" -> asks.add(new Asked(Selector.of("word:" + value), "", true));
                case "into" -> into = Selector.of("word:" + value);
                case "lets" -> lets = Selector.of("word:" + value);
                case "on" -> on = Selector.of("word:" + value);
                case "when" -> when = value;
                case "takes" -> {
                    List<String> parts = Parts.of(value, ':');
                    takes = Selector.of("word:" + parts.get(0));
                    takesType = parts.get(1);
                }
                case "fill" -> fills = Fill.of(How.WHOLE, value);
                case "mix" -> fills = Fill.of(How.PART, value);
                case "mayfill" -> fills = Fill.of(How.MAYBE, value);
                case "anchor" -> anchor = Parts.of(value, '|');
                case "runs" -> {
                    List<String> parts = Parts.of(value, ':');
                    runs = Selector.of("word:" + parts.get(0));
                    runsAs = parts.get(1);
                }
                default -> {
                    if (name.startsWith("set.")) {
                        sets.put(name.substring(4), Selector.of(value));
                    } else if (name.startsWith("settle.")) {
                        settles.put(name.substring(7), value);
                    } else if (name.startsWith("elsewhere.")) {
                        elsewhere.put(name.substring(10), Parts.of(value, ','));
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
                binary,
                origin,
                same,
                gives,
                needs,
                wants,
                single,
                List.copyOf(asks),
                parameters,
                sets,
                settles,
                elsewhere,
                on,
                when,
                takes,
                takesType,
                runs,
                runsAs,
                fills,
                into,
                lets,
                anchor);
    }

    /** Whether a call is a use, or says more of one. */
    boolean isActive() {
        boolean fillsAnew = fills != null && (fills.origin() == Origin.RANDOM || fills.origin() == Origin.PREDICTABLE);
        return !purpose.isEmpty()
                || !sets.isEmpty()
                || !settles.isEmpty()
                || fillsAnew
                || into != null
                || startsPrograms()
                || takes != null;
    }

    /** Whether it is only a use where a secret stands in the address itself, so that the text has the address. */
    boolean isOfAddress() {
        for (String parameter : needs) {
            Selector needed = parameters.get(parameter);
            if (needed != null && needed.as() == Selector.As.SECRETS && isAddress(needed.argument())) {
                return true;
            }
        }
        return false;
    }

    private boolean isAddress(List<String> argument) {
        for (Selector of : parameters.values()) {
            if (of.as() == Selector.As.SCHEME && of.argument().equals(argument)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Names of arguments, or of what is in them, of each list one, without which it is no use: those of a parameter that it needs and
     * that no argument's position gives.
     */
    List<List<String>> neededWords() {
        List<List<String>> all = new ArrayList<>(1);
        for (String parameter : needs) {
            Selector selector = parameters.get(parameter);
            List<String> names = selector == null ? List.of() : selector.names();
            if (!names.isEmpty()) {
                all.add(names);
            }
        }
        return all;
    }

    /** Those of these names that are of arguments themselves, and not of what is in them: a call says them. */
    List<List<String>> neededArguments() {
        List<List<String>> all = new ArrayList<>(1);
        for (String parameter : needs) {
            Selector selector = parameters.get(parameter);
            if (selector == null) {
                continue;
            }
            List<String> names = selector.names();
            if (!names.isEmpty() && selector.argument().stream().noneMatch(argument -> argument.indexOf('.') >= 0)) {
                all.add(names);
            }
        }
        return all;
    }

    /** Whether it gives what somebody else may guess. */
    boolean isGuessable() {
        return origin == Origin.PREDICTABLE || origin == Origin.CLOCK;
    }

    /** Whether it runs a command that it is given. */
    boolean startsPrograms() {
        return gives != null && gives.what() == Gives.What.COMMAND;
    }

    /** Whether it is of what gets a value by what its name says. */
    boolean isNamed() {
        return callee.startsWith(ApiTable.NAMED);
    }

    /** Whether it counts only where a secret is made, so that no text is read for it alone. */
    boolean isForSecrets() {
        return when.equals(FOR_SECRETS);
    }

    /** Whether it is of a property or field that is set. */
    boolean isAssignment() {
        return callee.startsWith("set ");
    }

    private static Origin origin(String word) {
        return Origin.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}
