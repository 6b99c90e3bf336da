package dev.assay.detectors.manifest.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.TreeRoom;
import dev.assay.engine.text.YamlTree;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobMatrixTest {
    private static JobMatrix matrix(String yaml) {
        byte[] bytes = ("strategy:\n  matrix:\n" + yaml.indent(4)).getBytes(StandardCharsets.UTF_8);
        Memory memory = new Memory(64 << 20, new Buffers(4));
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), memory, bytes.length);
        return JobMatrix.of((Mapping) YamlTree.read(bytes, bytes.length, new TreeRoom(budget, 0))
                .documents()
                .getFirst());
    }

    @Test
    void eachValueOfOneListGoesWithEachOfTheOthersButForWhatIsExcluded() {
        JobMatrix matrix = matrix("""
                os: [debian, alpine]
                version: [3, 12]
                exclude:
                  - {os: debian, version: 3}
                """);
        assertThat(matrix.texts("${{ matrix.os }}:${{matrix.version}}"))
                .containsExactly("debian:12", "alpine:3", "alpine:12");
    }

    @Test
    void whatIsIncludedAddsToWhatItDoesNotContradictOrIsOneMore() {
        JobMatrix matrix = matrix("""
                os: [debian, alpine]
                include:
                  - {tag: latest}
                  - {os: alpine, tag: '3.20'}
                  - {os: fedora, tag: '40'}
                """);
        assertThat(matrix.texts("${{ matrix.os }}:${{ matrix.tag }}"))
                .containsExactly("debian:latest", "alpine:3.20", "fedora:40");
    }

    @Test
    void combinationsMayBeWrittenOutAndValuesHaveMembers() {
        assertThat(matrix("include:\n  - {image: 'a:1'}\n  - {image: 'b:2'}\n").texts("x/${{ matrix.image }}"))
                .containsExactly("x/a:1", "x/b:2");
        assertThat(matrix("on:\n  - {image: a, tag: 1}\n  - {image: b, tag: 2}\n")
                        .texts("${{ matrix.on.image }}:${{ matrix.on.tag }}"))
                .containsExactly("a:1", "b:2");
    }

    @Test
    void whatIsNotWrittenDownIsNotKnown() {
        assertThat(matrix("os: ${{ fromJSON(needs.x.outputs.y) }}\n").texts("${{ matrix.os }}"))
                .isEmpty();
        assertThat(matrix("os: [a]\ninclude: ${{ fromJSON(needs.x.outputs.y) }}\n")
                        .texts("${{ matrix.os }}"))
                .isEmpty();
        assertThat(matrix("os: [a, '${{ inputs.os }}']\n").texts("${{ matrix.os }}"))
                .isEmpty();
        assertThat(matrix("os: [a]\ninclude:\n  - {tag: 1, os: b}\n").texts("${{ matrix.os }}:${{ matrix.tag }}"))
                .as("the first has no tag")
                .isEmpty();
        assertThat(matrix("os: [a]\n").texts("${{ inputs.os }}")).isEmpty();
        assertThat(matrix("os: [a]\n").texts("${{ matrix.os")).isEmpty();
        assertThat(JobMatrix.NONE.texts("${{ matrix.os }}")).isEmpty();
    }

    @Test
    void moreThanThereCanBeAreNotMade() {
        String values = IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String axes = IntStream.range(0, 50)
                .mapToObj(i -> "a" + i + ": [" + values + "]\n")
                .collect(Collectors.joining());
        assertThat(matrix(axes).texts("${{ matrix.a0 }}")).isEmpty();
    }
}
