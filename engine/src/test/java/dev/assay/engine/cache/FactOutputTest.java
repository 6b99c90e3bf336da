package dev.assay.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactOutputTest {
    private final FactOutput out = new FactOutput(1 << 20);

    private FactInput written() {
        return new FactInput(out.toBytes(), 0);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, 63, 64, -64, -65, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void numbersComeBack(long number) throws IOException {
        out.writeLong(number);
        out.writeWhole(number);
        FactInput in = written();
        assertThat(in.getLong()).isEqualTo(number);
        assertThat(in.getWhole()).isEqualTo(number);
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "plain",
                "\u00e4\u00ff",
                "\u0100",
                "\ud83d\ude00",
                "a?\ud83d\ude00",
                "half \ud83d",
                "\ude00\ud83d"
            })
    void textsComeBackAndShortOnesTakeLittleTheSecondTime(String text) throws IOException {
        out.text(text);
        int once = out.toBytes().length;
        out.text(text);
        assertThat(out.toBytes().length - once).isEqualTo(1);
        FactInput in = written();
        assertThat(in.text()).isEqualTo(text);
        assertThat(in.text()).isEqualTo(text);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void longTextsAreNotKeptToBeMeantAgain() throws IOException {
        String digest = "0123456789abcdef".repeat(8);
        out.text(digest);
        out.text("short");
        out.text(digest);
        out.text("short");
        FactInput in = written();
        assertThat(List.of(in.text(), in.text(), in.text(), in.text()))
                .containsExactly(digest, "short", digest, "short");
    }

    @Test
    void listsComeBackAndThoseThatBeginAlikeTakeLittle() throws IOException {
        List<String> way = List.of("a@1", "b@1", "c@1");
        out.texts(way);
        int once = out.toBytes().length;
        out.texts(List.copyOf(way));
        assertThat(out.toBytes().length - once).isEqualTo(2);
        out.texts(List.of("a@1", "b@1"));
        out.texts(List.of("a@1", "x@1", "c@1", "d@1"));
        out.texts(List.of());
        FactInput in = written();
        List<String> first = in.texts();
        assertThat(first).isEqualTo(way);
        assertThat(in.texts()).isSameAs(first);
        assertThat(in.texts()).containsExactly("a@1", "b@1");
        assertThat(in.texts()).containsExactly("a@1", "x@1", "c@1", "d@1");
        assertThat(in.texts()).isEmpty();
        assertThat(in.remaining()).isZero();
    }

    @Test
    void ofALongListOnlyTheBeginningIsCommon() throws IOException {
        List<String> many = IntStream.range(0, 3 * FactOutput.MOST_COMMON)
                .mapToObj(Integer::toString)
                .toList();
        out.texts(many);
        out.texts(List.copyOf(many));
        FactInput in = written();
        assertThat(in.texts()).isEqualTo(many);
        assertThat(in.texts()).isEqualTo(many);
    }

    @Test
    void beyondItsLimitNothingIsWritten() {
        FactOutput small = new FactOutput(10);
        small.text("abcdefgh");
        assertThat(small.isFull()).isFalse();
        small.text("ij");
        assertThat(small.isFull()).isTrue();
        small.writeByte(1);
        assertThat(small.toBytes()).hasSizeLessThanOrEqualTo(10);
    }

    /** By hand: the number of a text that was never there; a list longer than the bytes; more in common than the list before has. */
    @Test
    void whatDoesNotHoldTogetherIsRefused() {
        assertThatThrownBy(() -> new FactInput(new byte[] {1}, 0).text())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no text");
        assertThatThrownBy(() -> new FactInput(new byte[] {40, 0, 0}, 0).text()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new FactInput(new byte[] {100, 0}, 0).texts()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new FactInput(new byte[] {2, 1, 0}, 0).texts()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new FactInput(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}, 0).getLong())
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new FactInput(new byte[] {-1, -1, -1, -1, -1, 0}, 0).getInt())
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new FactInput(new byte[] {-1}, 0).getLong())
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
