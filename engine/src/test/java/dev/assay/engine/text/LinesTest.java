package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static Lines lines(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Lines(bytes, bytes.length);
    }

    @Test
    void countsLinesAndColumnsFromOne() {
        Lines lines = lines("ab\ncd\r\n\nx");
        assertThat(lines.line(0)).isEqualTo(1);
        assertThat(lines.column(0)).isEqualTo(1);
        assertThat(lines.line(2)).isEqualTo(1); // the line feed is of the line that it ends
        assertThat(lines.line(3)).isEqualTo(2);
        assertThat(lines.column(4)).isEqualTo(2);
        assertThat(lines.line(7)).isEqualTo(3);
        assertThat(lines.line(8)).isEqualTo(4);
        assertThat(lines.column(8)).isEqualTo(1);
    }

    @Test
    void columnsAreCharacters() {
        Lines lines = lines("\u00e4\u20ac\ud83d\ude00x");
        assertThat(lines.column(9)).isEqualTo(4);
    }

    @Property
    void columnsAreCodePointsWhateverTheirNumber(
            @ForAll @Size(max = 40) List<@IntRange(min = 32, max = 0x10ffff) Integer> points) {
        int[] valid = points.stream()
                .mapToInt(Integer::intValue)
                .filter(c -> c < 0xd800 || c > 0xdfff)
                .toArray();
        byte[] text = new String(valid, 0, valid.length).getBytes(StandardCharsets.UTF_8);
        assertThat(new Lines(text, text.length).column(text.length)).isEqualTo(valid.length + 1);
    }

    @Test
    void anEmptyTextHasOneLineAndWhatLiesBeyondTheEndIsInTheLast() {
        assertThat(lines("").line(0)).isEqualTo(1);
        assertThat(lines("").column(0)).isEqualTo(1);
        assertThat(lines("a\nb").line(100)).isEqualTo(2);
        assertThat(lines("a\nb").column(100)).isEqualTo(2);
    }

    /** Both ways of counting agree, wherever the text was cut. */
    @Property
    void aTextThatPassesByIsCountedAsOneAtHand(@ForAll @Size(max = 300) byte[] text, @ForAll int cut) {
        for (int i = 0; i < text.length; i++) {
            text[i] = text[i] % 7 == 0 ? (byte) '\n' : text[i];
        }
        int at = Math.floorMod(cut, text.length + 1);
        LineCounter counter = new LineCounter();
        counter.pass(text, 0, at / 2);
        counter.pass(text, at / 2, at);
        Lines lines = new Lines(text, text.length);
        assertThat(counter.line()).isEqualTo(lines.line(at));
        assertThat(counter.column()).isEqualTo(lines.column(at));
    }
}
