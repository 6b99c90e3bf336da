package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static ByteReader bytes(byte[] json) {
        Memory memory = Leaks.memory(1L << 20);
        return Leaks.closedAfterwards(new ByteReader(
                new MemorySource(json), new Budget(Limits.DEFAULT, Clock.endless(), memory, json.length)));
    }

    private static JsonReader reader(byte[] json) {
        return new JsonReader(bytes(json), json.length, 8, 1_000);
    }

    private static JsonReader reader(String json) {
        return reader(json.getBytes(StandardCharsets.UTF_8));
    }

    /** All tokens, shortly written. */
    static String tokens(JsonReader json) throws IOException {
        StringBuilder out = new StringBuilder();
        while (true) {
            switch (json.next()) {
                case BEGIN_OBJECT -> out.append('{');
                case END_OBJECT -> out.append('}');
                case BEGIN_ARRAY -> out.append('[');
                case END_ARRAY -> out.append(']');
                case NAME -> out.append(json.text()).append('=');
                case STRING -> out.append('\'').append(json.text()).append('\'');
                case NUMBER -> out.append(json.text()).append(' ');
                case TRUE -> out.append('T');
                case FALSE -> out.append('F');
                case NULL -> out.append('N');
                case END -> {
                    return out.toString();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|{}",
                "[]|[]",
                " [ ] |[]",
                "{\"a\":1,\"b\":[true,false,null]}|{a=1 b=[TFN]}",
                "{ \"a\" : { \"b\" : [ { } , [ ] ] } }|{a={b=[{}[]]}}",
                "[0,-1,1.5,1e9,1E+2,-0.0e-0]|`[0 -1 1.5 1e9 1E+2 -0.0e-0 ]`",
                "\"x\"|'x'",
                "true|T",
                "[\"a\\\"b\\\\c\\/d\"]|['a\"b\\c/d']",
                "[\"\\u0041\\u00e4\\u20ac\\ud83d\\ude00\"]|['A\u00e4\u20ac\ud83d\ude00']",
                "[\"\u00e4\u20ac\ud83d\ude00\uffff\"]|['\u00e4\u20ac\ud83d\ude00\uffff']",
            })
    void readsWhatIsJson(String json, String expected) throws IOException {
        assertThat(tokens(reader(json))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1,,2]",
                "{,}",
                "{1:2}",
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "[1}",
                "{\"a\":1]",
                "]",
                "}",
                ",",
                ":",
                "'a'",
                "NaN",
                "[NaN]",
                "[Infinity]",
                "[-Infinity]",
                "[-]",
                "[01]",
                "[+1]",
                "[.5]",
                "[1.]",
                "[1e]",
                "[1e+]",
                "[0x1]",
                "[1_000]",
                "tru",
                "[nul]",
                "[True]",
                "[truefalse]",
                "// c\n1",
                "[1/*c*/]",
                "\"a",
                "\"a\nb\"",
                "\"a\tb\"",
                "\"\\x41\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\ud800\"",
                "\"\\ud800x\"",
                "\"\\ud800\\n\"",
                "\"\\ud800\\u0041\"",
                "\"\\udc00\"",
                "\"\\",
                "\"\\u",
                "\ufeff{}",
                "[\"a\":1]",
                "[[[[[[[[[1]]]]]]]]]",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}"
            })
    void refusesWhatIsNot(String json) {
        assertThatThrownBy(() -> tokens(reader(json))).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        int[][] bad = {
            {0x80},
            {0xbf},
            {0xc0, 0x80},
            {0xc1, 0xbf},
            {0xc3},
            {0xc3, 0x28},
            {0xe0, 0x80, 0x80},
            {0xe0, 0x9f, 0xbf},
            {0xed, 0xa0, 0x80},
            {0xed, 0xbf, 0xbf},
            {0xf0, 0x80, 0x80, 0x80},
            {0xf4, 0x90, 0x80, 0x80},
            {0xf5, 0x80, 0x80, 0x80},
            {0xff},
            {0xfe},
            {0xe2, 0x82},
            {0xf0, 0x9f, 0x98}
        };
        for (int[] sequence : bad) {
            byte[] json = new byte[sequence.length + 2];
            json[0] = '"';
            json[json.length - 1] = '"';
            for (int i = 0; i < sequence.length; i++) {
                json[i + 1] = (byte) sequence[i];
            }
            assertThatThrownBy(() -> tokens(reader(json)))
                    .isInstanceOfSatisfying(
                            MalformedException.class,
                            e -> assertThat(e.offsetBytes()).isEqualTo(1));
        }
    }

    @Test
    void nestingWithoutEndIsRefusedAtItsLimitAndCostsNoStack() {
        byte[] deep = "[".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> tokens(reader(deep))).isInstanceOfSatisfying(MalformedException.class, e -> {
            assertThat(e.offsetBytes()).isEqualTo(8);
            assertThat(e.reason()).contains("more than 8 levels");
        });
    }

    @Test
    void aLongStringIsCheckedToItsEndAndKeptInPart() throws IOException {
        String text = "\u00e4" + "x".repeat(300_000) + "\\u0041";
        JsonReader json = reader("[\"" + text + "\",\"y\"]");
        assertThat(json.next()).isEqualTo(Token.BEGIN_ARRAY);
        assertThat(json.next()).isEqualTo(Token.STRING);
        assertThat(json.isWhole()).isFalse();
        assertThat(json.text()).isEqualTo("\u00e4" + "x".repeat(998));
        assertThat(json.next()).isEqualTo(Token.STRING);
        assertThat(json.isWhole()).isTrue();
        assertThat(json.text()).isEqualTo("y");
        assertThat(json.next()).isEqualTo(Token.END_ARRAY);
        assertThatThrownBy(() -> tokens(reader("[\"" + "x".repeat(300_000) + "\n\"]")))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void stringsOfEveryLengthAcrossTheBlock() throws IOException {
        for (int n = Buffers.SIZE_BYTES - 12; n < Buffers.SIZE_BYTES + 3; n++) {
            String json = "[\"" + "x".repeat(n) + "\u20ac\\n\",7]";
            byte[] all = json.getBytes(StandardCharsets.UTF_8);
            JsonReader reader = new JsonReader(bytes(all), all.length, 2, 1 << 20);
            assertThat(tokens(reader)).isEqualTo("['" + "x".repeat(n) + "\u20ac\n'7 ]");
        }
    }

    @Test
    void endsAtItsLimitAndLeavesWhatFollows() throws IOException {
        byte[] bytes = "  {\"a\":1}  tail".getBytes(StandardCharsets.US_ASCII);
        try (ByteReader in = bytes(bytes)) {
            JsonReader json = new JsonReader(in, bytes.length, 2, 100);
            assertThat(tokens(json)).isEqualTo("{a=1 }");
            assertThat(in.position()).isEqualTo(9);
            assertThat(json.next()).isEqualTo(Token.END);
        }
        try (ByteReader in = bytes(bytes)) {
            assertThatThrownBy(() -> tokens(new JsonReader(in, 8, 2, 100))).isInstanceOf(TruncatedException.class);
        }
        byte[] open = "[\"abc\"]".getBytes(StandardCharsets.US_ASCII);
        for (int limit = 0; limit < open.length; limit++) {
            int most = limit;
            assertThatThrownBy(() -> tokens(new JsonReader(bytes(open), most, 2, 100)))
                    .isInstanceOf(TruncatedException.class);
        }
    }

    @Test
    void tellsWhereEachTokenBegins() throws IOException {
        JsonReader json = reader(" { \"a\" : [ 12 ] }");
        int[] expected = {1, 3, 9, 11, 14, 16};
        for (int position : expected) {
            json.next();
            assertThat(json.position()).isEqualTo(position);
        }
    }

    @Test
    void valuesAreSkippedWhole() throws IOException {
        JsonReader json = reader("{\"a\":[{\"x\":[1,2]},\"]\"],\"b\":{},\"c\":3}");
        json.next();
        json.next();
        json.skipValue();
        assertThat(json.next()).isEqualTo(Token.NAME);
        assertThat(json.text()).isEqualTo("b");
        json.skipRest(json.next());
        assertThat(json.next()).isEqualTo(Token.NAME);
        json.skipRest(json.next());
        assertThat(json.next()).isEqualTo(Token.END_OBJECT);
        assertThat(json.next()).isEqualTo(Token.END);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "-7, -7",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "9223372036854775808,",
        "-9223372036854775809,",
        "18446744073709551616,",
        "99999999999999999999,",
        "-0,",
        "1.0,",
        "1e3,"
    })
    void wholeNumbersThatALongHolds(String number, Long expected) throws IOException {
        JsonReader json = reader(number);
        assertThat(json.next()).isEqualTo(Token.NUMBER);
        assertThat(json.integer()).isEqualTo(expected == null ? OptionalLong.empty() : OptionalLong.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[NaN,Infinity,-Infinity]",
                "\ufeff[1,2,3]",
                "[\"\\ud800\",\"\\udc00x\",\"\\ud800\\n\"]",
                "[\"\\ud800\\u0041\",1,2]",
                "[\"\\ud83d\\ude00\",1,2]"
            })
    void aLaxOneTakesWhatPythonTakes(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        JsonReader in = JsonReader.lax(bytes(bytes), 8, 1_000);
        List<Token> read = new ArrayList<>();
        for (Token token = in.next(); token != Token.END; token = in.next()) {
            read.add(token);
        }
        assertThat(read).hasSize(5).startsWith(Token.BEGIN_ARRAY).endsWith(Token.END_ARRAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Nan]", "[+Infinity]", "[-NaN]", "[Inf]", "[undefined]", "[01]", "['a']"})
    void aLaxOneRefusesWhatPythonRefuses(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> tokens(JsonReader.lax(bytes(bytes), 8, 1_000))).isInstanceOf(MalformedException.class);
    }

    @Test
    void aPairOfSurrogatesIsOneCharacterInALaxOneToo() throws IOException {
        JsonReader in = JsonReader.lax(bytes("\"\\ud83d\\ude00\"".getBytes(StandardCharsets.UTF_8)), 8, 1_000);
        assertThat(in.next()).isEqualTo(Token.STRING);
        assertThat(in.text()).isEqualTo("\ud83d\ude00");
    }

    @Test
    void eachTokenHasItsLine() throws IOException {
        JsonReader json = reader("\n{ \"a\"\n:\n1,\r\n\"b\\n\":[\n\n\"x\\ny\"]}\n");
        List<Integer> lines = new ArrayList<>();
        while (json.next() != Token.END) {
            lines.add(json.line());
        }
        assertThat(lines).containsExactly(2, 2, 4, 5, 5, 7, 7, 7);
    }

    @Test
    void textsThatFallTogetherAreToldApart() throws IOException {
        StringBuilder array = new StringBuilder("[");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String text = "a" + i % 1_500 + "\u00e4b";
            all.add(text);
            array.append(i == 0 ? "" : ",").append('"').append(text).append('"');
        }
        JsonReader json = reader(array + ",\"same\",\"same\"]");
        json.next();
        for (String text : all) {
            json.next();
            assertThat(json.text()).isEqualTo(text);
        }
        json.next();
        String first = json.text();
        json.next();
        assertThat(json.text()).isSameAs(first).isEqualTo("same");
    }
}
