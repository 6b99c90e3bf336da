package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bytes are judged the same however they come: as a file, in a folder, through a pipe, in an archive, by any number of jobs. */
class SameReportTest {
    private static final Path REAL = Path.of("../detectors/src/test/resources/real");
    private static final int EVERY = 12;

    @TempDir
    Path folder;

    private final TreeMap<String, byte[]> sample = new TreeMap<>();

    @BeforeEach
    void takeSample() throws IOException {
        List<Path> real;
        try (Stream<Path> files = Files.walk(REAL)) {
            real = files.filter(Files::isRegularFile)
                    .filter(file -> file.getNameCount() > REAL.getNameCount() + 1)
                    .sorted()
                    .toList();
        }
        assertThat(real).hasSizeGreaterThan(900);
        for (int i = 0; i < real.size(); i += EVERY) {
            add(REAL.relativize(real.get(i)).toString(), Files.readAllBytes(real.get(i)));
        }
        add("made/bad.pkl", Cli.EVIL);
        add("made/bad-behind.pkl", concat(Cli.BENIGN, Cli.EVIL));
        byte[] torch = Files.readAllBytes(REAL.resolve("torch/2.13.0/state-linear-zip.pt"));
        add("made/cut.pt", java.util.Arrays.copyOf(torch, torch.length - 100));
        add("made/behind-noise.zip", concat(new byte[70_000], torch));
        add("made/prose.pkl", "This is only text.\n".getBytes(UTF_8));
        for (var each : sample.entrySet()) {
            Path file = folder.resolve("tree").resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
    }

    private void add(String path, byte[] bytes) {
        sample.put(path, bytes);
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    private Report scan(String... arguments) {
        return Report.of(new Cli(folder), arguments);
    }

    @Test
    void jobsMakeNoDifference() {
        String one = scan("--jobs", "1", "tree").lasting();
        for (int i = 0; i < 3; i++) {
            assertThat(scan("--jobs", "8", "tree").lasting()).isEqualTo(one);
        }
        assertThat(scan("--deep", "--jobs", "8", "tree").lasting())
                .isEqualTo(scan("--deep", "--jobs", "1", "tree").lasting());
    }

    @Test
    void aFileAloneIsJudgedAsInItsFolder() {
        Report tree = scan("tree");
        List<String> alone = new ArrayList<>();
        for (String path : sample.keySet()) {
            alone.addAll(said(scan("tree/" + path), path, 0, true));
        }
        List<String> together = new ArrayList<>();
        for (String path : sample.keySet()) {
            together.addAll(said(tree, path, 0, true));
        }
        assertThat(together).isNotEmpty();
        assertThat(alone).isEqualTo(together);
        assertThat(together).hasSize(said(tree, "", 0, true).size());
    }

    /** A stream has neither a name nor a size, so those gaps that only they can tell of, or their count, are not there. */
    @Test
    void aPipeGivesTheSame() {
        sample.remove("made/prose.pkl");
        Report tree = scan("tree");
        for (var each : sample.entrySet()) {
            Report piped = Report.of(new Cli(folder).stdin(each.getValue()), "-");
            assertThat(said(piped, "", 0, false)).as(each.getKey()).isEqualTo(said(tree, each.getKey(), 0, false));
        }
    }

    @Test
    void anArchiveGivesTheSame() throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("all.zip"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var each : sample.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        Report tree = scan("tree");
        Report archive = scan("all.zip");
        List<String> inFolder = new ArrayList<>();
        List<String> inArchive = new ArrayList<>();
        for (String path : sample.keySet()) {
            inFolder.addAll(said(tree, path, 0, false));
            inArchive.addAll(said(archive, path, 1, false));
        }
        assertThat(inArchive).isEqualTo(inFolder);
        assertThat(inArchive).hasSize(said(archive, "", 0, false).size());
    }

    /**
     * What a report says of one path, without that path.
     *
     * @param outer how many entries lead to the file: 1 if it is a member
     * @param exact with fingerprints, which hold the file's name and the way to it, and with what is left unread
     */
    private static List<String> said(Report report, String path, int outer, boolean exact) {
        List<String> said = new ArrayList<>();
        for (String list : List.of("findings", "gaps")) {
            for (JsonNode each : report.json().get(list)) {
                ObjectNode copy = (ObjectNode) each.deepCopy();
                ObjectNode location = (ObjectNode) copy.get("location");
                String there = outer == 0
                        ? location.path("path").asString("")
                        : location.path("entry").path(0).asString("");
                if (!path.isEmpty() && !there.isEmpty() && !there.equals(path)) {
                    continue;
                }
                location.remove(List.of("target", "path"));
                if (outer > 0 && location.get("entry") instanceof ArrayNode entries) {
                    entries.remove(0);
                }
                if (location.path("entry").isEmpty()) {
                    location.remove("entry");
                }
                if (!exact) {
                    copy.remove(List.of("fingerprint", "bytesUnread"));
                }
                said.add(copy.toString());
            }
        }
        return said;
    }
}
