package dev.assay.detectors.crypto;

import dev.assay.engine.text.Parts;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a use for a row of a table to count: tests joined by {@code &}, such as {@code primitive = block-cipher & mode
 * = ECB}. A test is {@code name = value,value}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=}, a name alone for what is
 * given, or {@code !name} for what is not. Of several values one is enough, and {@code ?} meets nothing but being given; what
 * is not given is unequal to everything. Immutable; testing takes time by the length of the condition.
 */
final class Condition {
    private static final String TODAY = "today";
    private static final String UNKNOWN = "?";

    private enum Operator {
        EQUAL("="),
        UNEQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">="),
        GIVEN(""),
        MISSING("!");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        static Operator of(String sign, String text) {
            for (Operator operator : values()) {
                if (!sign.isEmpty() && operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("the condition '" + text + "' has the unknown sign " + sign);
        }
    }

    /** @param values what is compared with; days after today of a date */
    private record Test(String name, Vocabulary.Type type, Operator operator, List<String> values) {}

    /**
     * A parameter that a condition was met by, and that may have other values as well.
     *
     * @param met the values that meet it
     * @param all those that it may have
     */
    record Doubt(String name, List<String> met, List<String> all) {}

    private final List<Test> tests = new ArrayList<>();

    private Condition() {}

    /** @throws IllegalArgumentException that says what is wrong with it */
    static Condition parse(String text) {
        Condition condition = new Condition();
        for (String part : Parts.of(text, '&')) {
            condition.tests.add(test(part.strip(), text));
        }
        return condition;
    }

    private static Test test(String part, String text) {
        List<String> words =
                Parts.of(part, ' ').stream().filter(word -> !word.isEmpty()).toList();
        boolean alone = words.size() <= 1;
        boolean missing = alone && part.startsWith("!");
        String name = missing ? part.substring(1) : words.isEmpty() ? part : words.getFirst();
        Vocabulary.Type type = Vocabulary.all().type(name);
        if (type == null) {
            throw new IllegalArgumentException("the condition '" + text + "' has the unknown word " + name);
        }
        if (alone) {
            return new Test(name, type, missing ? Operator.MISSING : Operator.GIVEN, List.of());
        }
        Operator operator = Operator.of(words.get(1), text);
        String rest = String.join(" ", words.subList(2, words.size()));
        List<String> values = Parts.of(rest, ',').stream().map(String::strip).toList();
        boolean isOrder = operator != Operator.EQUAL && operator != Operator.UNEQUAL;
        boolean isOrdered = type == Vocabulary.Type.NUMBER || type == Vocabulary.Type.DATE;
        if (isOrder && (!isOrdered || values.size() != 1)) {
            throw new IllegalArgumentException("the condition '" + text + "' orders what has no order: " + part);
        }
        for (String value : values) {
            boolean isKnown = type == Vocabulary.Type.DATE
                    ? days(value) != null
                    : Vocabulary.all().allows(name, value);
            if (value.isEmpty() || !isKnown) {
                throw new IllegalArgumentException(
                        "the condition '" + text + "' has the unknown value '" + value + "' of " + name);
            }
        }
        return new Test(name, type, operator, values);
    }

    /** Days from today: of {@code today}, {@code today+90}; null of anything else. */
    private static @Nullable Integer days(String value) {
        if (value.equals(TODAY)) {
            return 0;
        }
        try {
            return value.startsWith(TODAY + "+") ? Integer.valueOf(value.substring(TODAY.length() + 1)) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether it holds. */
    boolean holds(Subject subject) {
        for (Test test : tests) {
            if (met(test, subject) == null) {
                return false;
            }
        }
        return true;
    }

    /** Of a condition that holds: the values of a word, only those that meet it if it asks for the word. */
    List<String> values(String name, Subject subject) {
        for (Test test : tests) {
            List<String> met = test.name().equals(name) ? met(test, subject) : null;
            if (met != null && !met.isEmpty()) {
                return met;
            }
        }
        return subject.values(name);
    }

    /** Of a condition that holds: the parameters that may have values which would not meet it. */
    List<Doubt> doubts(Subject subject) {
        List<Doubt> doubts = new ArrayList<>(0);
        for (Test test : tests) {
            List<String> all = subject.values(test.name());
            List<String> met = met(test, subject);
            if (met != null
                    && !met.isEmpty()
                    && met.size() < all.size()
                    && !test.name().equals("primitive")
                    && !test.name().equals("purpose")) {
                doubts.add(new Doubt(test.name(), List.copyOf(new TreeSet<>(met)), all));
            }
        }
        return doubts;
    }

    /** The values that meet a test; null if it is not met. */
    private static @Nullable List<String> met(Test test, Subject subject) {
        List<String> values = subject.values(test.name());
        if (test.operator() == Operator.MISSING) {
            return values.isEmpty() ? List.of() : null;
        }
        if (values.isEmpty()) {
            return test.operator() == Operator.UNEQUAL ? List.of() : null;
        }
        if (test.operator() == Operator.GIVEN) {
            return values;
        }
        List<String> met = new ArrayList<>(1);
        for (String value : values) {
            if (!value.equals(UNKNOWN) && isMet(test, value, subject.day())) {
                met.add(value);
            }
        }
        return met.isEmpty() ? null : met;
    }

    private static boolean isMet(Test test, String value, LocalDate day) {
        return switch (test.operator()) {
            case EQUAL -> test.values().contains(value);
            case UNEQUAL -> !test.values().contains(value);
            case LESS, AT_MOST, MORE, AT_LEAST -> {
                Integer order = test.type() == Vocabulary.Type.DATE
                        ? dates(value, day, test.values().getFirst())
                        : numbers(value, test.values().getFirst());
                yield order != null
                        && switch (test.operator()) {
                            case LESS -> order < 0;
                            case AT_MOST -> order <= 0;
                            case MORE -> order > 0;
                            default -> order >= 0;
                        };
            }
            case GIVEN, MISSING -> throw new IllegalStateException("has no values");
        };
    }

    private static @Nullable Integer dates(String value, LocalDate day, String other) {
        Integer days = days(other);
        try {
            LocalDate date = LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
            return days == null ? null : date.compareTo(day.plusDays(days));
        } catch (DateTimeParseException e) {
            return null; // what is no date comes neither before nor after
        }
    }

    private static @Nullable Integer numbers(String value, String other) {
        try {
            return Long.compare(Long.parseLong(value), Long.parseLong(other));
        } catch (NumberFormatException e) {
            return null; // what is no number is neither less nor more
        }
    }
}
