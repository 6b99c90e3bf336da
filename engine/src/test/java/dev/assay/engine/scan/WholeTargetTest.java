package dev.assay.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WholeTargetTest {
    private static final String LONG = "m.CONSTANT".repeat(1_000);

    static List<Fact> facts() {
        return List.of(
                new SharedConstant(LONG, "", -1),
                new SharedConstant("m.C", LONG, -1),
                new ConstantCall("m.f", List.of(LONG), 0),
                new OpenUse(CryptoUse.of(
                        CryptoUse.Kind.ALGORITHM, "", "hash", Map.of("hash", LONG), "python", "f", 0, 1, 1)),
                new OpenUse(CryptoUse.of(CryptoUse.Kind.ALGORITHM, LONG, "hash", Map.of(), "python", "f", 0, 1, 1)));
    }

    /** What waits for other files may hold long texts: they take room, however few facts they are. */
    @ParameterizedTest
    @MethodSource("facts")
    void textsOfWhatWaitsTakeRoom(Fact fact) {
        Facts facts = new Facts(Location.of("", "a.py"), List.of(), List.of(), List.of(fact));
        assertThat(WholeTarget.bytes(facts)).isGreaterThan(LONG.length());
    }
}
