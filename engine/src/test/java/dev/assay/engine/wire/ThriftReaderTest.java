package dev.assay.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThriftReaderTest {
    private final OpenReaders readers = new OpenReaders();

    @AfterEach
    void close() {
        readers.close();
    }

    private ThriftReader reader(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return new ThriftReader(readers.of(bytes), bytes.length);
    }

    /** The ids of all fields, none of which is looked at. */
    private String ids(String hex) throws IOException {
        ThriftReader in = reader(hex);
        StringBuilder ids = new StringBuilder();
        for (int id = in.field(0); id != 0; id = in.field(id)) {
            ids.append(id).append(' ');
            in.skip();
        }
        return ids.toString();
    }

    @Test
    void skipsValuesOfEveryKind() throws IOException {
        String fields = "11" // true
                + "1305" // a byte
                + "15ff01" // a number of two bytes
                + "170000000000000000" // a double
                + "1802abcd" // two bytes
                + "19250102" // a list of two numbers
                + "19210102" // a list of two booleans
                + "1b0185016102" // a map from a text to a number
                + "1c1500" + "00" // a struct
                + "0520" + "04"; // a field far away, by its own id
        assertThat(ids(fields + "00")).isEqualTo("1 2 3 4 5 6 7 8 9 16 ");
    }

    @Test
    void readsTextsAndListsOfStructs() throws IOException {
        ThriftReader in = reader("291c180361626300" + "00");
        assertThat(in.field(0)).isEqualTo(2);
        assertThat(in.isList()).isTrue();
        assertThat(in.list()).isEqualTo(1);
        assertThat(in.field(0)).isEqualTo(1);
        assertThat(in.isBinary()).isTrue();
        assertThat(in.bytes(2)).containsExactly('a', 'b');
        assertThat(in.field(1)).isZero();
        assertThat(in.field(2)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18ffffffff7f", // a text of gigabytes
                "19f5ffffffff7f", // a list of as many numbers
                "15ffffffffffffffffffff7f", // a number that does not end
                "1d", // no such type
                "1505", // no end
                "0501" // an id below the one before
            })
    void refusesWhatIsBroken(String hex) {
        assertThatThrownBy(() -> ids(hex)).isInstanceOf(MalformedException.class);
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> ids("1c".repeat(1_000))).hasMessageContaining("nested");
    }
}
