package dev.assay.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.decode.Head;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufShapeTest {
    private static final ProtobufShape NODE =
            new ProtobufShape().text(1).name(2).number(3).bytes(4).needs(1, 2);
    private static final ProtobufShape GRAPH = new ProtobufShape()
            .number(1)
            .message(2, NODE)
            .fixed32(3)
            .fixed64(4)
            .numbers(5)
            .proves(200, 300);

    private static Head head(String hex) {
        return Head.of("x", HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "'08 01 12 06 0a 01 61 12 01 62', 'in their order'",
        "'12 06 12 01 62 0a 01 61 08 01', 'in another order'",
        "'9a 06 02 ff ff 12 06 0a 01 61 12 01 62', 'behind a field that is not known'",
        "'12 06 0a 01 61 12 01 62 12 7f 0a', 'before a message that is cut off'",
        "'12 7f 0a 01 61 12 01 62', 'in a message that is cut off'",
        "'08 ff ff ff ff ff ff ff ff ff 01 12 06 0a 01 61 12 01 62', 'behind a negative number'",
        "'2a 02 01 02 28 01 12 06 0a 01 61 12 01 62', 'behind packed numbers'",
        "'08 01 c2 0c 00', 'by a number that only this schema has'"
    })
    void aMessageWithProofMatches(String hex, String where) {
        assertThat(GRAPH.matches(head(hex))).as(where).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "08 01",
                "0a 01 61",
                "12 03 0a 01 61",
                "12 06 0a 01 61 12 01 20",
                "12 05 0a 01 61 12 00",
                "12 06 0a 01 01 12 01 62",
                "12 06 08 01 12 01 62 08 01",
                "08 01 12 06 0a 01 61 12 01 62 07",
                "08 01 12 06 0a 01 61 12 01 62 0b",
                "12 06 0a 01 61 12 01 62 08 ff ff ff ff ff ff ff ff ff ff 00",
                "68 65 6c 6c 6f"
            })
    void withoutProofOrWithAContradictionNothingDoes(String hex) {
        assertThat(GRAPH.matches(head(hex))).isFalse();
    }

    @Test
    void whatMayBeNeedsNoProof() {
        assertThat(GRAPH.mayBe(head("08 01"))).isTrue();
        assertThat(GRAPH.mayBe(head("0a 01 61"))).isFalse();
        assertThat(GRAPH.mayBe(head(""))).isFalse();
    }

    @Test
    void aHeadOfManyTinyFieldsIsLookedAtInPart() {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] = 8;
        }
        assertThat(GRAPH.matches(Head.of("x", bytes))).isFalse();
        assertThat(GRAPH.mayBe(Head.of("x", bytes))).isTrue();
    }
}
