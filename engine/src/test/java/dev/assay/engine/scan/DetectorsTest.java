package dev.assay.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.decode.Magic;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.Coverage;
import dev.assay.engine.rule.RuleBook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DetectorsTest {
    private record Recognised(String id, Magic magic) implements Decoder {
        @Override
        public Format format() {
            return new Format(id, magic);
        }

        @Override
        public Access access() {
            return Access.FORWARD;
        }

        @Override
        public void decode(ByteSource in, Sink out, Budget budget) {}
    }

    private final AtomicInteger asked = new AtomicInteger();
    private final Kinds<Integer> firstBytes = new Kinds<>(head -> {
        asked.incrementAndGet();
        return head.at(0) < 0 ? null : head.at(0);
    });

    private static Detectors of(Decoder... decoders) {
        return new Detectors(List.of(decoders), List.of(), new RuleBook(List.of()), Map.of(), "1");
    }

    private static List<String> ids(Detectors detectors, byte... bytes) {
        return detectors.detect(Head.of("x", bytes)).stream()
                .map(decoder -> decoder.format().id())
                .toList();
    }

    @Test
    void whatKindItIsIsAskedOnceAndAllAreInTheOrderOfTheirIds() {
        Detectors detectors = of(
                new Recognised("a", firstBytes.is(1)),
                new Recognised("b", head -> head.length() == 2),
                new Recognised("c", firstBytes.is(2)),
                new Recognised("d", head -> head.length() > 0));

        assertThat(ids(detectors, (byte) 2, (byte) 0)).containsExactly("b", "c", "d");
        assertThat(asked).hasValue(1);
        assertThat(ids(detectors, (byte) 1)).containsExactly("a", "d");
        assertThat(ids(detectors, (byte) 3)).containsExactly("d");
        assertThat(ids(detectors)).isEmpty();
    }

    @Test
    void twoDecodersForOneKindAreAMistake() {
        assertThatThrownBy(() -> of(new Recognised("a", firstBytes.is(1)), new Recognised("b", firstBytes.is(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two decoders for 1");
    }

    /** Serves no family but {@code model}, and says so when it is run. */
    private record OfModels(AtomicInteger runs) implements Decoder {
        @Override
        public Format format() {
            return new Format("m", head -> head.at(0) == 'm');
        }

        @Override
        public Access access() {
            return Access.FORWARD;
        }

        @Override
        public boolean serves(Families asked) {
            return asked.has("model");
        }

        @Override
        public void decode(ByteSource in, Sink out, Budget budget) {
            runs.incrementAndGet();
        }
    }

    /** Nobody has judged the bytes then: they are recognised, and count as not interpreted. */
    @Test
    void whatNoFamilyThatIsAskedForNeedsIsNotDecodedAndNotCalledJudged() {
        AtomicInteger runs = new AtomicInteger();
        Detectors detectors = of(new OfModels(runs));
        byte[] bytes = "mmmm".getBytes(StandardCharsets.US_ASCII);

        Coverage without = new TestScan(detectors)
                .only(Set.of("crypto"))
                .run("x", bytes)
                .summary()
                .coverage();
        assertThat(runs).hasValue(0);
        assertThat(without.byFormat()).containsExactly(Map.entry("m", 1L));
        assertThat(without.bytesOpaque()).isEqualTo(4);

        Coverage with = new TestScan(detectors)
                .only(Set.of("crypto", "model"))
                .run("x", bytes)
                .summary()
                .coverage();
        assertThat(runs).hasValue(1);
        assertThat(with.bytesOpaque()).isZero();
        assertThat(detectors.only(new Families(Set.of("crypto"))).version()).isNotEqualTo(detectors.version());
    }
}
