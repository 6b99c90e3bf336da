package dev.assay.detectors.model.config;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.rule.RuleInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes files of the notation in which the rules have their examples. */
public final class ConfigSamples {
    /** What an example is of. */
    public record Sample(String name, byte[] bytes) {}

    private ConfigSamples() {}

    /** {@code name: text}, or {@code archive!member: text} for a member of a zip. */
    public static Sample sample(String example) {
        int colon = example.indexOf(": ");
        String name = example.substring(0, colon);
        byte[] bytes = example.substring(colon + 2).getBytes(StandardCharsets.UTF_8);
        int member = name.indexOf('!');
        return member < 0
                ? new Sample(name, bytes)
                : new Sample(name.substring(0, member), zip(name.substring(member + 1), bytes));
    }

    /** A zip with one member. */
    public static byte[] zip(String member, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(member));
            zip.write(bytes);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The rules of one folder. */
    public static List<RuleInfo> rules(String... prefixes) {
        return AllDetectors.ALL.book().all().stream()
                .filter(rule -> List.of(prefixes).stream().anyMatch(rule.id()::startsWith))
                .toList();
    }

    /** One file of each kind, and every example, for the contract suite. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        int number = 0;
        for (RuleInfo rule : rules(ConfigRulesTest.PREFIXES)) {
            for (String example : rule.match()) {
                Sample sample = sample(example);
                all.put(rule.id() + "/" + number++ + "/" + sample.name(), sample.bytes());
            }
        }
        all.put("config/model_config.yaml", "a: {_target_: nemo.core.Thing}\n".getBytes(StandardCharsets.UTF_8));
        all.put("config/README.md", "---\nlicense: mit\n---\n# A model\n".getBytes(StandardCharsets.UTF_8));
        all.put("config/other.toml", "[a]\n_target_ = \"b.c\"\n".getBytes(StandardCharsets.UTF_8));
        all.put("config/other.json", "{\"_target_\": \"a.b\"}".getBytes(StandardCharsets.UTF_8));
        return all;
    }
}
