package dev.assay.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UbjsonReaderTest {
    private final OpenReaders readers = new OpenReaders();

    @AfterEach
    void close() {
        readers.close();
    }

    /** The value as JSON without commas. */
    private String read(String ubjson) throws IOException {
        byte[] bytes = ubjson.getBytes(StandardCharsets.ISO_8859_1);
        UbjsonReader in = new UbjsonReader(readers.of(bytes), 8, 4);
        StringBuilder text = new StringBuilder();
        for (Token token = in.next(); token != Token.END; token = in.next()) {
            text.append(
                    switch (token) {
                        case BEGIN_OBJECT -> "{";
                        case END_OBJECT -> "}";
                        case BEGIN_ARRAY -> "[";
                        case END_ARRAY -> "]";
                        case NAME -> in.text() + (in.isWhole() ? ":" : "...:");
                        case STRING -> "'" + in.text() + "' ";
                        case NUMBER ->
                            (in.integer().isPresent() ? "" + in.integer().getAsLong() : "f") + " ";
                        case TRUE, FALSE, NULL -> token + " ";
                        case END -> "";
                    });
        }
        return text.toString();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("{}", "{}"),
                Arguments.of("[TFZ]", "[TRUE FALSE NULL ]"),
                Arguments.of("[i\u00ffU\u00ffI\u00ff\u00fel\0\0\1\0L\0\0\0\1\0\0\0\0]", "[-1 255 -2 256 4294967296 ]"),
                Arguments.of("[d\0\0\0\0D\0\0\0\0\0\0\0\0]", "[f f ]"),
                Arguments.of("{i\1aSi\2xyi\1b[]}", "{a:'xy' b:[]}"),
                Arguments.of("{i\6longerT}", "{long...:TRUE }"),
                Arguments.of("[#i\2i\1i\2", "[1 2 ]"),
                Arguments.of("[$U#i\3\1\2\3", "[1 2 3 ]"),
                Arguments.of("{$i#i\2i\1a\1i\1b\2", "{a:1 b:2 }"),
                Arguments.of("[[$U#i\0{}]", "[[]{}]"),
                Arguments.of("[$[#i\2]]", "[[][]]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsContainersOfEveryKind(String ubjson, String text) throws IOException {
        assertThat(read(ubjson)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{i\1a",
                "[$U",
                "[$Ui\1",
                "[#i\u00ff",
                "[$Z#i\2",
                "[$T#i\2",
                "[$F#i\2",
                "Si\u00ff",
                "q",
                "[[[[[[[[[",
                "L\0\0",
                "Sd\0\0\0\0"
            })
    void refusesWhatIsBroken(String ubjson) {
        assertThatThrownBy(() -> read(ubjson)).isInstanceOf(MalformedException.class);
    }
}
