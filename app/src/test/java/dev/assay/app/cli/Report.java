package dev.assay.app.cli;

import dev.assay.app.cli.Cli.Ran;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A report of {@code --format json}, read again. */
record Report(int code, String err, JsonNode json) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Runs a scan. */
    static Report of(Cli cli, String... arguments) {
        Ran ran = cli.run(Stream.concat(Stream.of("scan", "--format", "json"), Stream.of(arguments))
                .toArray(String[]::new));
        return of(ran.code(), ran.out(), ran.err());
    }

    static Report of(int code, String out, String err) {
        if (out.isEmpty()) {
            throw new AssertionError("no report, but " + code + ": " + err);
        }
        return new Report(code, err, MAPPER.readTree(out));
    }

    /** Each as {@code path!entry rule}. */
    List<String> findings() {
        return lines("findings", "ruleId");
    }

    /** Each as {@code path!entry kind}. */
    List<String> gaps() {
        return lines("gaps", "kind");
    }

    private List<String> lines(String list, String what) {
        return json.get(list)
                .valueStream()
                .map(each -> place(each.get("location")) + " " + each.get(what).stringValue())
                .toList();
    }

    /** The path within the target, and the way within the file. */
    static String place(JsonNode location) {
        String path = location.path("path").asString("");
        String entries = location.path("entry")
                .valueStream()
                .map(entry -> "!" + entry.stringValue())
                .collect(Collectors.joining());
        return path + entries;
    }

    /** The reasons of all gaps. */
    List<String> reasons() {
        return json.get("gaps")
                .valueStream()
                .map(gap -> gap.get("reason").stringValue())
                .toList();
    }

    String verdict() {
        return json.get("verdict").stringValue();
    }

    long performance(String figure) {
        return json.get("performance").get(figure).longValue();
    }

    long count(String what) {
        return json.get("counts").get(what).longValue();
    }

    JsonNode coverage() {
        return json.get("coverage");
    }

    /** All that must not differ between two runs. */
    String lasting() {
        ObjectNode rest = (ObjectNode) json.deepCopy();
        rest.remove("performance");
        return rest.toPrettyString();
    }
}
