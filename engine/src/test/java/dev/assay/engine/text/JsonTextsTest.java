package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextsTest {
    private static List<String> texts(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        List<String> texts = new ArrayList<>();
        try (ByteReader reader = new ByteReader(new MemorySource(bytes), budget)) {
            JsonReader in = new JsonReader(reader, bytes.length, 9, 99);
            new JsonTexts(in, (names, text, at) -> texts.add(String.join("/", names) + "=" + text + "@" + at)).read();
        }
        return texts;
    }

    @Test
    void eachTextComesWithTheNamesThatLeadThere() throws IOException {
        assertThat(texts("{\"a\":\"x\",\"b\":[1,\"y\",{\"c\":\"z\"}],\"d\":\"w\"}"))
                .containsExactly("a=x@5", "b/[]=y@16", "b/[]/c=z@25", "d=w@35");
    }

    @Test
    void aTextMayBeTheWholeValue() throws IOException {
        assertThat(texts("\"x\"")).containsExactly("[]=x@0");
    }

    /** As many names may be open as there are levels, and each may be as long as a text. */
    @Test
    void ofALongNameTheBeginningIsGiven() throws IOException {
        byte[] bytes = ("{\"" + "n".repeat(5_000) + "\":\"x\"}").getBytes(StandardCharsets.UTF_8);
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        List<Integer> lengths = new ArrayList<>();
        try (ByteReader reader = new ByteReader(new MemorySource(bytes), budget)) {
            JsonReader in = new JsonReader(reader, bytes.length, 9, 1 << 20);
            new JsonTexts(in, (names, _, _) -> lengths.add(names.getFirst().length())).read();
        }
        assertThat(lengths).containsExactly(1_000);
    }
}
