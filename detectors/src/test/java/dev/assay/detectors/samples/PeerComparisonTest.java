package dev.assay.detectors.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same files before Assay and before its peers: {@code -Dpeer.picklescan=CHECKOUT}, {@code -Dpeer.fickling=CHECKOUT},
 * {@code -Dpeer.python=PYTHON}. Counted alike for all: a file is found if the scanner would end with 1.
 */
class PeerComparisonTest {
    private static final Path DRIVER = Path.of("src/test/fixtures/peer_verdicts.py");

    @TempDir
    Path folder = Path.of("");

    @Test
    void assayFindsMoreAndFlagsLess() throws IOException, InterruptedException {
        Map<String, Path> peers = peers();
        assumeFalse(peers.isEmpty(), "no checkout of a peer is named: -Dpeer.picklescan=... or -Dpeer.fickling=...");
        List<Sample> hostile = Samples.hostile();
        List<Sample> benign = new ArrayList<>(Samples.real());
        benign.addAll(Samples.benign());
        Outcome found = Outcome.of(hostile);
        Outcome flagged = Outcome.of(benign);
        Table recall = new Table("hostile", hostile).column("assay", found::isFound);
        Table alarms = new Table("benign", benign).column("assay", flagged::isFound);
        for (Map.Entry<String, Path> peer : peers.entrySet()) {
            Map<String, Integer> ofHostile = verdicts(peer.getKey(), peer.getValue(), hostile);
            Map<String, Integer> ofBenign = verdicts(peer.getKey(), peer.getValue(), benign);
            recall.column(peer.getKey(), sample -> ofHostile.getOrDefault(sample.name(), 0) == 1);
            alarms.column(peer.getKey(), sample -> ofBenign.getOrDefault(sample.name(), 0) == 1);
            assertThat(ofHostile).as(peer.getKey()).hasSameSizeAs(hostile);
            assertThat((long) found.found().size())
                    .as("recall beside " + peer.getKey())
                    .isGreaterThan(ofHostile.values().stream()
                            .filter(code -> code == 1)
                            .count());
        }
        System.out.println(recall);
        System.out.println(alarms);
    }

    private static Map<String, Path> peers() {
        Map<String, Path> peers = new LinkedHashMap<>();
        String picklescan = System.getProperty("peer.picklescan");
        if (picklescan != null) {
            peers.put("picklescan", Path.of(picklescan, "src"));
            peers.put("picklescan-strict", Path.of(picklescan, "src"));
        }
        String fickling = System.getProperty("peer.fickling");
        if (fickling != null) {
            peers.put("fickling", Path.of(fickling));
        }
        return peers;
    }

    /** Exit codes by the samples' names. */
    private Map<String, Integer> verdicts(String peer, Path checkout, List<Sample> samples)
            throws IOException, InterruptedException {
        Map<String, String> nameByPath = new TreeMap<>();
        for (Sample sample : samples) {
            Path file = folder.resolve(sample.name());
            Files.createDirectories(file.getParent());
            Files.write(file, sample.bytes());
            nameByPath.put(file.toString(), sample.name());
        }
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("peer.python", "python3"),
                DRIVER.toAbsolutePath().toString(),
                peer);
        builder.environment().put("PYTHONPATH", checkout.toString());
        builder.environment().put("TMPDIR", folder.toString());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        Thread writing = Thread.ofVirtual().start(() -> write(process, nameByPath.keySet()));
        Map<String, Integer> codes = new TreeMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                String[] cells = line.split("\t", -1);
                codes.put(nameByPath.get(cells[1]), Integer.parseInt(cells[0]));
            }
        }
        writing.join();
        assertThat(process.waitFor()).as("%s ends", peer).isZero();
        return codes;
    }

    private static void write(Process process, Iterable<String> paths) {
        try (Writer out = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
            for (String path : paths) {
                out.write(path + "\n");
            }
        } catch (IOException e) {
            process.destroy(); // it has ended before its input has, which its exit code tells
        }
    }
}
