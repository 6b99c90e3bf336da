package dev.assay.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.wire.MessagePackReader.Token;
import java.io.IOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessagePackReaderTest {
    private final OpenReaders readers = new OpenReaders();

    @AfterEach
    void close() {
        readers.close();
    }

    private MessagePackReader reader(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return new MessagePackReader(readers.of(bytes));
    }

    static Stream<Arguments> integers() {
        return Stream.of(
                Arguments.of("7f", 127L),
                Arguments.of("e0", -32L),
                Arguments.of("ccff", 255L),
                Arguments.of("cdffff", 65_535L),
                Arguments.of("ceffffffff", 4_294_967_295L),
                Arguments.of("cf0000000100000000", 4_294_967_296L),
                Arguments.of("d080", -128L),
                Arguments.of("d18000", -32_768L),
                Arguments.of("d280000000", -2_147_483_648L),
                Arguments.of("d3fffffffffffffffe", -2L));
    }

    @ParameterizedTest
    @MethodSource("integers")
    void readsIntegersOfEveryWidth(String hex, long value) throws IOException {
        MessagePackReader in = reader(hex);
        assertThat(in.next()).isEqualTo(Token.INTEGER);
        assertThat(in.integer()).isEqualTo(value);
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                Arguments.of("a3616263", Token.TEXT, 3L),
                Arguments.of("d903616263", Token.TEXT, 3L),
                Arguments.of("da0003616263", Token.TEXT, 3L),
                Arguments.of("dbffffffff", Token.TEXT, 4_294_967_295L),
                Arguments.of("c40100", Token.BINARY, 1L),
                Arguments.of("c600000001ff", Token.BINARY, 1L),
                Arguments.of("93", Token.ARRAY, 3L),
                Arguments.of("dc0102", Token.ARRAY, 258L),
                Arguments.of("ddffffffff", Token.ARRAY, 4_294_967_295L),
                Arguments.of("82", Token.MAP, 2L),
                Arguments.of("df00000005", Token.MAP, 5L),
                Arguments.of("d8010203", Token.EXTENSION, 16L),
                Arguments.of("c70501", Token.EXTENSION, 5L),
                Arguments.of("c9000000020100", Token.EXTENSION, 2L),
                Arguments.of("c0", Token.NIL, 0L),
                Arguments.of("c3", Token.BOOLEAN, 0L),
                Arguments.of("cb3ff0000000000000", Token.FLOAT, 0L));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void readsHeadsOfEveryKind(String hex, Token token, long length) throws IOException {
        MessagePackReader in = reader(hex);
        assertThat(in.next()).isEqualTo(token);
        assertThat(in.length()).isEqualTo(length);
    }

    @Test
    void keepsTheBeginningOfATextAndSkipsTheRest() throws IOException {
        MessagePackReader in = reader("a361626305");
        assertThat(in.next()).isEqualTo(Token.TEXT);
        assertThat(in.text(2)).isEqualTo("ab");
        assertThat(in.next()).isEqualTo(Token.INTEGER);
        assertThat(in.integer()).isEqualTo(5);
    }

    @Test
    void theTypeOfAnExtensionIsSigned() throws IOException {
        MessagePackReader in = reader("d6ff00000000");
        assertThat(in.next()).isEqualTo(Token.EXTENSION);
        assertThat(in.extension()).isEqualTo(-1);
    }

    @Test
    void refusesWhatIsCutAndWhatDoesNotExist() {
        assertThatThrownBy(() -> reader("cd00").next()).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> reader("c1").next()).hasMessageContaining("0xc1");
    }
}
