package dev.assay.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.TensorInfo;
import dev.assay.engine.fact.TensorStatistics;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorScanTest {
    private static byte[] floats(float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        return bytes.array();
    }

    private static float[] gauss(int n) {
        Random random = new Random(n);
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static RecordingSink scan(byte[] file, boolean fastestFirst, TensorInfo... tensors) throws IOException {
        Budget budget = RecordingSink.budget(Limits.DEFAULT, file.length);
        RecordingSink sink = new RecordingSink(budget, true, Integer.MAX_VALUE);
        TensorScan.of(List.of(tensors), fastestFirst, new MemorySource(file), sink, budget);
        return sink;
    }

    private static TensorStatistics only(RecordingSink sink) {
        assertThat(sink.facts()).hasSize(1);
        return (TensorStatistics) sink.facts().getFirst();
    }

    private static TensorInfo matrix(String name, long rows, long columns, long at) {
        return new TensorInfo(name, "F32", List.of(rows, columns), at, rows * columns * 4);
    }

    @Test
    void numbersAreAddedUp() throws IOException {
        float[] numbers = gauss(300_000);
        numbers[7] = Float.NaN;
        numbers[8] = Float.NEGATIVE_INFINITY;
        numbers[9] = 0;
        numbers[10] = -77;
        TensorStatistics found = only(scan(floats(numbers), false, matrix("a", 300, 1000, 0)));
        assertThat(found.values().count()).isEqualTo(300_000);
        assertThat(found.values().notFinite()).isEqualTo(2);
        assertThat(found.values().zeros()).isEqualTo(1);
        assertThat(found.values().largest()).isEqualTo(77);
        assertThat(found.values().mean()).isCloseTo(0, within(0.01));
        assertThat(found.values().deviation()).isCloseTo(1, within(0.02));
        assertThat(found.bits().segments()).isEqualTo(37); // the rest of 5,088 numbers is a segment, too
        assertThat(found.bits().noise()).isEqualTo(37);
        assertThat(found.bits().random()).isZero();
        assertThat(found.bits().entropy()).isCloseTo(8, within(0.001));
        assertThat(found.outputs()).isEqualTo(TensorStatistics.Outputs.NONE);
    }

    @Test
    void theHeaviestOutputIsARowOrAColumnByTheNameAndTheOrder() throws IOException {
        float[] rows = gauss(40 * 60);
        float[] columns = rows.clone();
        for (int i = 0; i < 60; i++) {
            rows[13 * 60 + i] *= 8;
        }
        for (int i = 0; i < 40; i++) {
            columns[i * 60 + 21] *= 8;
        }
        TensorStatistics.Outputs row = only(scan(floats(rows), false, matrix("classifier.weight", 40, 60, 0)))
                .outputs();
        assertThat(row.count()).isEqualTo(40);
        assertThat(row.largestAt()).isEqualTo(13);
        assertThat(row.apart()).isEqualTo(1);
        assertThat(row.score()).isGreaterThan(15);
        assertThat(only(scan(floats(rows), true, matrix("output.weight", 60, 40, 0)))
                        .outputs())
                .isEqualTo(row);
        TensorStatistics.Outputs column = only(scan(floats(columns), false, matrix("x/predictions/kernel", 40, 60, 0)))
                .outputs();
        assertThat(column.count()).isEqualTo(60);
        assertThat(column.largestAt()).isEqualTo(21);
    }

    @Test
    void partsOfATensorThatDifferAreToldApart() throws IOException {
        byte[] file = floats(gauss(100_000));
        for (int i = 40_960; i < 49_152; i++) { // the sixth segment
            file[i * 4] = (byte) "ETAOIN SHRDLU".charAt(i % 13);
        }
        TensorStatistics.Bits bits =
                only(scan(file, false, matrix("a", 100, 1000, 0))).bits();
        assertThat(bits.shaped()).isEqualTo(1);
        assertThat(bits.firstShaped()).isEqualTo(40_960 * 4);
        assertThat(bits.noise()).isEqualTo(bits.segments() - 1);
        assertThat(bits.firstNoise()).isZero();
    }

    @Test
    void aSizeThatDoesNotFitOrAPlaceThatIsNotThereIsPassedOver() throws IOException {
        byte[] file = floats(gauss(1000));
        for (TensorInfo wrong : List.of(
                new TensorInfo("a", "F32", List.of(1000L), 4, 4000),
                new TensorInfo("a", "F32", List.of(1000L), -1, 4000),
                new TensorInfo("a", "F32", List.of(1000L), Long.MAX_VALUE, 4000),
                new TensorInfo("a", "F32", List.of(999L), 0, 4000),
                new TensorInfo("a", "F32", List.of(Long.MAX_VALUE, Long.MAX_VALUE), 0, 4000),
                new TensorInfo("a", "F32", List.of(0L), 0, 4000),
                new TensorInfo("a", "F32", List.of(-1000L), 0, 4000),
                new TensorInfo("a", "F32", List.of(1000L), 0, Long.MAX_VALUE),
                new TensorInfo("a", "F32", List.of(1000L), 0, -1),
                new TensorInfo("a", "Q4_K", List.of(1000L), 0, 4000),
                new TensorInfo("a", ">f4", List.of(1000L), 0, 4000))) {
            assertThat(scan(file, false, wrong).facts()).as("%s", wrong).isEmpty();
        }
    }

    @Test
    void tensorsThatShareAllTheirBytesAreNotReadAThousandTimes() throws IOException {
        byte[] file = floats(gauss(10_000));
        TensorInfo[] tensors = new TensorInfo[1000];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = new TensorInfo("t" + i, "F32", List.of(9000L), i * 4L, 36_000);
        }
        RecordingSink sink = scan(file, false, tensors);
        assertThat(sink.facts()).hasSize(2);
        assertThat(sink.gapKinds()).containsExactly(GapKind.LIMIT);
        TensorInfo tied = matrix("a", 100, 100, 0);
        assertThat(scan(file, false, Collections.nCopies(50, tied).toArray(TensorInfo[]::new))
                        .facts())
                .hasSize(1);
    }

    @Test
    void anInventoryKeepsPlacesOnlyForADeepSink() {
        Budget budget = RecordingSink.budget(Limits.DEFAULT, 1);
        for (boolean deep : new boolean[] {true, false}) {
            Inventory inventory = new Inventory(new RecordingSink(budget, deep, 0));
            inventory.tensor("a", "F32", List.of(64L), 0, 256);
            inventory.tensor("small", "F32", List.of(1L), 0, 4);
            inventory.tensor("nowhere", "F32", List.of(64L), -1, 256);
            assertThat(inventory.tensors()).hasSize(deep ? 1 : 0);
            assertThat(inventory.dropped()).isFalse();
        }
        Inventory full = new Inventory(new RecordingSink(budget, true, 0));
        for (int i = 0; i < 20_001; i++) {
            full.tensor("a", "F32", List.of(64L), 0, 256);
        }
        assertThat(full.tensors()).hasSize(20_000);
        assertThat(full.dropped()).isTrue();
    }
}
