package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in several files, as a user meets it. */
class ShardsEndToEndTest {
    private static final String INDEX = "model.safetensors.index.json";

    @TempDir
    Path folder;

    private static String part(int number) {
        return "model-0000" + number + "-of-00002.safetensors";
    }

    private static byte[] shard(String tensor) {
        byte[] header =
                ("{\"" + tensor + "\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}").getBytes(UTF_8);
        return ByteBuffer.allocate(9 + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    private static byte[] index() {
        return ("{\"metadata\": {\"total_size\": 2}, \"weight_map\": {\"a\": \"" + part(1) + "\", \"b\": \"" + part(2)
                        + "\"}}")
                .getBytes(UTF_8);
    }

    private Path model() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.write(model.resolve(INDEX), index());
        Files.write(model.resolve(part(1)), shard("a"));
        Files.write(model.resolve(part(2)), shard("b"));
        return model;
    }

    private Report scan(String... arguments) {
        return Report.of(new Cli(folder), arguments);
    }

    @Test
    void aWholeModelIsClean() throws IOException {
        assertThat(scan(model().toString()).verdict()).isEqualTo("clean");
    }

    @Test
    void aMissingPartMakesAModelIncompleteUnlessItWasLeftOut() throws IOException {
        Path model = model();
        assertThat(scan("--exclude", part(2), model.toString()).verdict()).isEqualTo("clean");
        assertThat(scan("--include", "*.json", model.toString()).verdict()).isEqualTo("clean");
        Files.delete(model.resolve(part(2)));
        Report report = scan(model.toString());
        assertThat(report.gaps()).containsExactly(INDEX + " unreadable");
        assertThat(report.verdict()).isEqualTo("incomplete");
        assertThat(scan(model.resolve(INDEX).toString(), model.resolve(part(1)).toString())
                        .verdict())
                .isEqualTo("clean");
    }

    @Test
    void factsFromTheCacheAreJudgedTogetherAsWell() throws IOException, InterruptedException {
        Path model = model();
        Files.write(model.resolve(part(2)), shard("a"));
        Files.write(model.resolve("0-large.bin"), new byte[300_000]); // worth opening the store
        Thread.sleep(2_100); // until then no identity is trusted
        Cli cli = new Cli(folder).cache(folder.resolve("cache"));
        Report first = Report.of(cli, "--jobs", "1", model.toString());
        assertThat(first.findings()).contains(part(2) + " model/shard-tensor-twice");
        Report again = Report.of(cli, "--jobs", "1", model.toString());
        assertThat(again.performance("bytesRead")).isZero();
        assertThat(again.lasting()).isEqualTo(first.lasting());
    }

    /** Two revisions share a blob, and its second name is a link that the walk passes over. */
    @Test
    void theCacheOfTheHubIsMadeOfLinks() throws IOException {
        Path repository = Files.createDirectories(folder.resolve("hub/models--org--name"));
        Path blobs = Files.createDirectories(repository.resolve("blobs"));
        Files.write(blobs.resolve("0a"), index());
        Files.write(blobs.resolve("0b"), shard("a"));
        Files.write(blobs.resolve("0c"), shard("b"));
        for (String revision : new String[] {"r1", "r2"}) {
            Path snapshot =
                    Files.createDirectories(repository.resolve("snapshots").resolve(revision));
            Path index = snapshot.resolve(INDEX);
            Files.createSymbolicLink(index, Path.of("../../blobs/0a"));
            Files.createSymbolicLink(snapshot.resolve(part(1)), Path.of("../../blobs/0b"));
            Files.createSymbolicLink(snapshot.resolve(part(2)), Path.of("../../blobs/0c"));
        }
        String hub = folder.resolve("hub").toString();
        assertThat(scan(hub).verdict()).isEqualTo("clean");
        Path index = repository.resolve("snapshots/r2").resolve(INDEX);
        Files.delete(index);
        Files.write(index, index()); // an index of its own, its parts shared
        assertThat(scan(hub).verdict()).isEqualTo("clean");
        Files.delete(blobs.resolve("0c"));
        assertThat(scan(hub).gaps())
                .containsExactly(
                        "models--org--name/snapshots/r1/" + INDEX + " unreadable",
                        "models--org--name/snapshots/r2/" + INDEX + " unreadable");
    }
}
