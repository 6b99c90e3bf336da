package dev.assay.detectors.manifest.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Programs of Go and Rust that name what they were built from; each section in each kind of program. */
class BinaryPackagesDecoderTest {
    private static final String MODULES = """
            path\texample.org/tool
            mod\texample.org/tool\t(devel)\t
            dep\tgithub.com/a/b\tv1.2.3\th1:AAAAAAAAAAAAAAAAAAAAAA=
            dep\tgithub.com/old/c\tv1.0.0
            =>\tgithub.com/new/c\tv1.0.1\th1:BBBBBBBBBBBBBBBBBBBBBB=
            dep\tgithub.com/d/e\tv0.1.0
            =>\t../e\t(devel)\t
            build\t-compiler=gc
            """;

    private static final List<String> TOLD = List.of(
            "0 pkg:golang/stdlib@v1.22.1 direct",
            "0 pkg:golang/example.org/tool self",
            "0 pkg:golang/github.com/a/b@v1.2.3 unknown h1:AAAAAAAAAAAAA",
            "0 pkg:golang/github.com/new/c@v1.0.1 as github.com/old/c unknown h1:BBBBBBBBBBBBB",
            "0 pkg:golang/github.com/d/e unknown path:../e");

    private static final String CRATES = """
            {"packages": [
             {"name": "tool", "version": "0.1.0", "source": "local", "dependencies": [1, 3], "root": true},
             {"name": "serde", "version": "1.0.203", "source": "crates.io", "dependencies": [2]},
             {"name": "itoa", "version": "1.0.11", "source": "registry", "dependencies": [1]},
             {"name": "cc", "version": "1.0.99", "source": "crates.io", "kind": "build"},
             {"name": "lost", "version": "2.0.0", "source": "git", "dependencies": [77]}]}""";

    private static List<String> facts(byte[] program) {
        return ManifestFacts.of("program", program);
    }

    @Test
    void modules_of_go_are_told_from_each_kind_of_program() {
        byte[] info = BinarySamples.go("go1.22.1 X:boringcrypto", MODULES);
        Map<String, byte[]> programs = Map.of(
                "elf", BinarySamples.elf(".go.buildinfo", info),
                "pe", BinarySamples.pe(".data", info),
                "mach-o", BinarySamples.mach("__go_buildinfo", info),
                "fat", BinarySamples.fat(BinarySamples.mach("__go_buildinfo", info)),
                "stripped", BinarySamples.stripped(info));
        programs.forEach((kind, program) -> assertThat(facts(program)).as(kind).isEqualTo(TOLD));
    }

    @Test
    void before_go_1_18_texts_are_found_by_their_addresses() {
        assertThat(facts(BinarySamples.elf(".go.buildinfo", BinarySamples.pointed("go1.22.1", MODULES, false))))
                .isEqualTo(TOLD);
        assertThat(facts(BinarySamples.stripped(BinarySamples.pointed("go1.22.1", MODULES, true))))
                .isEqualTo(TOLD);
    }

    @Test
    void crates_are_told_with_their_ways() {
        assertThat(facts(BinarySamples.elf(".dep-v0", BinarySamples.deflated(CRATES.getBytes(UTF_8)))))
                .containsExactly(
                        "0 pkg:cargo/tool@0.1.0 self workspace:",
                        "0 pkg:cargo/serde@1.0.203 direct x2",
                        "0 pkg:cargo/itoa@1.0.11 transitive registry:registry via serde@1.0.203",
                        "0 pkg:cargo/cc@1.0.99 direct build",
                        "0 pkg:cargo/lost@2.0.0 unknown git:");
        assertThat(facts(BinarySamples.pe(".dep-v0", BinarySamples.deflated(CRATES.getBytes(UTF_8)))))
                .hasSize(5);
    }

    @Test
    void a_program_without_such_a_list_is_nothing_to_tell() {
        assertThat(facts(BinarySamples.elf(".data", new byte[4096]))).isEmpty();
        assertThat(facts(BinarySamples.pe(".text", new byte[64]))).isEmpty();
    }

    @Test
    void a_list_that_cannot_be_read_is_a_gap() {
        byte[] info = BinarySamples.go("go1.22.1", MODULES);
        byte[] endless = Arrays.copyOf(info, 64);
        Arrays.fill(endless, 32, 42, (byte) 0xff); // a length beyond all bounds
        endless[41] = 1;
        byte[] bomb = BinarySamples.deflated(new byte[64 << 20]);
        byte[] half = Arrays.copyOf(BinarySamples.deflated(CRATES.getBytes(UTF_8)), 40);
        Map<String, byte[]> programs = Map.of(
                "endless", BinarySamples.elf(".go.buildinfo", endless),
                "cut", Arrays.copyOf(BinarySamples.mach("__go_buildinfo", info), 700),
                "bomb", BinarySamples.elf(".dep-v0", bomb),
                "half", BinarySamples.elf(".dep-v0", half),
                "no zlib", BinarySamples.elf(".dep-v0", new byte[100]),
                "no json", BinarySamples.elf(".dep-v0", BinarySamples.deflated("{\"packages\": [".getBytes(UTF_8))),
                "header alone", Arrays.copyOf(BinarySamples.elf(".go.buildinfo", info), 64));
        programs.forEach((kind, program) ->
                assertThat(facts(program)).as(kind).isNotEmpty().allMatch(line -> line.startsWith("gap malformed")));
    }
}
