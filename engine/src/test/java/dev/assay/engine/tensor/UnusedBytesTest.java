package dev.assay.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.Anomaly;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UnusedBytesTest {
    private static RecordingSink report(byte[] file, boolean deep, long... ranges) throws IOException {
        Budget budget = RecordingSink.budget(Limits.DEFAULT, file.length);
        RecordingSink sink = new RecordingSink(budget, deep, Integer.MAX_VALUE);
        UnusedBytes unused = new UnusedBytes(new MemorySource(file), sink, budget);
        for (int i = 0; i < ranges.length; i += 2) {
            unused.note(ranges[i], ranges[i + 1]);
        }
        unused.report();
        return sink;
    }

    @Test
    void roomThatIsNotAllZeroIsToldOnceAndHandedOn() throws IOException {
        byte[] file = new byte[400];
        file[120] = 'x';
        file[310] = 'y';
        RecordingSink sink = report(file, true, 0, 100, 100, 150, 300, 320, 390, 400);
        assertThat(sink.facts())
                .singleElement()
                .isEqualTo(new Anomaly(
                        UnusedBytes.RULE,
                        "1 of the 50 bytes from 100 on are not zero, with an entropy of 0.14 bits a byte",
                        100,
                        2));
        assertThat(sink.children()).extracting(RecordingSink.Child::name).containsExactly("unused-100", "unused-300");
        assertThat(sink.children().getFirst().bytes()).hasSize(50);
    }

    @Test
    void zerosAndWhatLiesBeyondTheEndAreNothing() throws IOException {
        assertThat(report(new byte[50], true, 0, 50, 50, 60, 70, 80, 30, 20).facts())
                .isEmpty();
        byte[] full = new byte[50];
        full[49] = 1;
        assertThat(report(full, true, 40, 60).facts()).hasSize(1);
        assertThat(report(full, false, 40, 60).facts()).isEmpty();
    }
}
