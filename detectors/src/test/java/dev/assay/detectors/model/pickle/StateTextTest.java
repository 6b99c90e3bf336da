package dev.assay.detectors.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Severity;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateTextTest {
    private static final String KEY = "_parse_arg_template";
    private static final String EVIL = "import os";

    /** What scipy makes of these names of shape parameters. */
    private static String template(String shapes) {
        return """

                def _parse_args(self, %1$s loc=0, scale=1):
                    return (%1$s), loc, scale

                def _parse_args_rvs(self, %1$s loc=0, scale=1, size=None):
                    return self._argcheck_rvs(%1$s loc, scale, size=size)

                def _parse_args_stats(self, %1$s loc=0, scale=1, moments='mv'):
                    return (%1$s), loc, scale, moments
                """.formatted(shapes);
    }

    /** An instance of a distribution, in the memo under 1, with a dict above it, which is in the memo under 2. */
    private static PickleBytes distribution() {
        return PickleBytes.proto(4)
                .stackGlobal("scipy.stats._continuous_distns", "norm_gen")
                .op(Opcodes.EMPTY_TUPLE, Opcodes.NEWOBJ)
                .put(1)
                .op(Opcodes.EMPTY_DICT)
                .put(2);
    }

    private static PickleBytes sets(PickleBytes b, String key, String text) {
        return b.mark().str(key).binunicode(text).setitems();
    }

    private static Severity worst(byte[] pickle, boolean stream) {
        Decoding decoding = stream ? Decoding.ofStream(pickle) : Decoding.of(pickle);
        assertThat(decoding.refused).isNull();
        return decoding.findings().stream()
                .map(Finding::severity)
                .max(Severity::compareTo)
                .orElse(Severity.INFO);
    }

    private static void isFound(UnaryOperator<PickleBytes> program) {
        byte[] pickle = program.apply(distribution()).stop();
        assertThat(worst(pickle, false)).isGreaterThanOrEqualTo(Severity.MEDIUM);
        assertThat(worst(pickle, true)).isGreaterThanOrEqualTo(Severity.MEDIUM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a, ", "dfn, dfd, nc, ", "p, a, b, _c, D9, "})
    void whatScipyWritesIsSilent(String shapes) {
        byte[] pickle = sets(distribution(), KEY, template(shapes)).build().stop();
        assertThat(worst(pickle, false)).isEqualTo(Severity.INFO);
        assertThat(worst(pickle, true)).isEqualTo(Severity.INFO);
    }

    @Test
    void anyOtherTextIsFoundAndShown() {
        for (String text : new String[] {
            EVIL,
            "",
            "?",
            template("") + EVIL,
            EVIL + template(""),
            template("a=exec('id'), "),
            template("").stripTrailing()
        }) {
            isFound(b -> sets(b, KEY, text).build());
        }
        assertThat(Decoding.of(sets(distribution(), KEY, EVIL).build().stop()).findings())
                .extracting(Finding::evidence)
                .anySatisfy(evidence ->
                        assertThat(evidence).containsEntry("arguments", EVIL).containsEntry("category", "state text"));
    }

    @Test
    void theTextIsJudgedToItsLastCharacter() {
        // Long enough that a shortened text would end where the template does.
        String shapes = "a".repeat((StateTexts.MOST_BYTES - template("").length() - 20) / 6 - 2) + ", ";
        assertThat(worst(sets(distribution(), KEY, template(shapes)).build().stop(), false))
                .isEqualTo(Severity.INFO);
        isFound(b -> sets(b, KEY, template(shapes) + " ".repeat(StateTexts.MOST_BYTES) + EVIL)
                .build());
    }

    @Test
    void oneStateOfManyIsEnough() {
        isFound(b -> sets(sets(b, KEY, template("")).build().op(Opcodes.EMPTY_DICT), KEY, EVIL)
                .build());
    }

    @Test
    void aStateThatIsChangedThroughTheMemoIsNotKnown() {
        isFound(b -> {
            b.get(2);
            sets(b, KEY, EVIL).pop();
            return b.mark().str("a").int1(1).setitems().build();
        });
        isFound(b -> {
            sets(b, KEY, template("")).get(2);
            return sets(b, KEY, EVIL).pop().build();
        });
        isFound(b -> {
            sets(b, KEY, template("")).put(3).get(3);
            return sets(b, KEY, EVIL).pop().build();
        });
    }

    @Test
    void aStateThatIsChangedThroughACopyOnTheStackIsNotKnown() {
        isFound(b -> sets(sets(b.dup(), KEY, EVIL).pop(), KEY, template("")).build());
        isFound(b -> sets(sets(b, KEY, template("")).dup(), KEY, EVIL).pop().build());
    }

    @Test
    void aStateThatIsChangedThroughAnotherMappingIsNotKnown() {
        isFound(b -> {
            b.stackGlobal("collections", "ChainMap").get(2).op(Opcodes.TUPLE1, Opcodes.REDUCE);
            b.put(3).pop();
            sets(b, KEY, template("")).get(3);
            return sets(b, KEY, EVIL).pop().build();
        });
    }

    @Test
    void aStateThatIsFilledInStepsIsNotKnown() {
        isFound(b -> sets(sets(b, KEY, template("")), KEY, EVIL).build());
        isFound(b -> sets(sets(b, KEY, EVIL), "a", template("")).build());
    }

    @Test
    void aStateThatIsNoDictIsNotKnown() {
        isFound(b -> sets(b, "a", "b").pop().none().build());
        isFound(b -> sets(b, "a", "b").op(Opcodes.TUPLE1).build());
    }

    @Test
    void whatIsCalledInPlaceOfTheLibraryIsFound() {
        isFound(b -> b.mark()
                .str(KEY)
                .binunicode(template(""))
                .str("_attach_methods")
                .none()
                .setitems()
                .build());
        isFound(b -> sets(b, KEY, template("")).build().op(Opcodes.EMPTY_TUPLE, Opcodes.REDUCE));
    }

    @Test
    void aStateOfSomethingUnknownMayBeThatOfADistribution() {
        isFound(b -> sets(b, KEY, template(""))
                .build()
                .op(Opcodes.NEXT_BUFFER)
                .none()
                .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NAMES|y ~ a + b",
                "NAMES|~ a",
                "NAMES|y ~ 0 + a*b + a:b - 1 + (a + b)**2",
                "NAMES|y~a/b+1.5",
                "NAMES|y ~ größe",
                "KNOWN_CALLS|np.log(y) ~ C(g)",
                "KNOWN_CALLS|y ~ bs(x, df=4, degree=3) + Q(\"a b\")",
                "KNOWN_CALLS|y ~ C(g, Treatment(reference='u')) + I(a**2 - 1)",
                "ANYTHING|",
                "ANYTHING|?",
                "ANYTHING|y ~",
                "ANYTHING|y ~ a b",
                "ANYTHING|y ~ exec(a)",
                "ANYTHING|y ~ exec (a)",
                "ANYTHING|y ~ np.load(a)",
                "ANYTHING|y ~ np.log",
                "ANYTHING|y ~ a.b",
                "ANYTHING|y ~ np.log.x(a)",
                "ANYTHING|y ~ C(a)(b)",
                "ANYTHING|y ~ C(a).b",
                "ANYTHING|y ~ C(a",
                "ANYTHING|y ~ C(a))",
                "ANYTHING|y ~ C()",
                "ANYTHING|y ~ (exec)(a)",
                "ANYTHING|y ~ a[0]",
                "ANYTHING|y ~ {a}",
                "ANYTHING|y ~ 'a'",
                "ANYTHING|y ~ Q('a' * 9)",
                "ANYTHING|y ~ Q('\\\\x')",
                "ANYTHING|y ~ (a, b)",
                "ANYTHING|y ~ a; b",
                "ANYTHING|y ~ 9**9**9",
                "ANYTHING|y ~ a**99",
                "ANYTHING|y ~ 1e9",
                "ANYTHING|y ~ a if b else c",
                "ANYTHING|y ~ a \\n b",
            })
    void aFormulaIsJudgedByWhatItCalls(String kind, @org.jspecify.annotations.Nullable String formula) {
        assertThat(PatsyFormula.kind(formula == null ? "" : formula)).isEqualTo(PatsyFormula.Kind.valueOf(kind));
    }

    @Test
    void aFormulaNestedTooDeepIsNotRead() {
        assertThat(PatsyFormula.kind("y ~ " + "(".repeat(20) + "a" + ")".repeat(20)))
                .isEqualTo(PatsyFormula.Kind.NAMES);
        assertThat(PatsyFormula.kind("y ~ " + "(".repeat(100_000) + "a" + ")".repeat(100_000)))
                .isEqualTo(PatsyFormula.Kind.ANYTHING);
    }
}
