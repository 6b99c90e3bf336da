package dev.assay.detectors.crypto.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.TestScan;
import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VariablesRuleTest {
    private static final Detectors DETECTORS = AllDetectors.ALL;

    private static final String MAIN =
            "resource \"azurerm_storage_account\" \"a\" {\n  min_tls_version = var.min_tls\n}\n";

    private static List<Fact> facts(String path, String text) throws IOException {
        Decoded decoded = new TestScan(DETECTORS).decode(path, new MemorySource(text.getBytes(UTF_8)));
        return decoded.parts().stream().flatMap(part -> part.facts().stream()).toList();
    }

    private static List<String> completed(Map<String, String> files) throws IOException {
        List<Facts> seen = new ArrayList<>();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            seen.add(new Facts(
                    Location.of("", file.getKey()), List.of(), List.of(), facts(file.getKey(), file.getValue())));
        }
        Findings findings = new Findings(new RuleBook(List.of(), List.of()), _ -> true, 10);
        return new VariablesRule()
                .complete(new Projection(seen, List.of()), findings).stream()
                        .flatMap(facts -> facts.of(CryptoUse.class).stream())
                        .map(use -> use.line() + ": " + use.algorithm() + use.parameters())
                        .toList();
    }

    private static String from(int minor) {
        List<String> versions = new ArrayList<>();
        for (int i = minor; i <= 3; i++) {
            versions.add("TLSv1." + i);
        }
        return "2: TLS{versions=" + String.join("|", versions) + "}";
    }

    @Test
    void whatAFileOfVariablesSetsCountsInPlaceOfTheDefault() throws IOException {
        String variables = "variable \"min_tls\" {\n  default = \"TLS1_0\"\n}\n";
        assertThat(completed(Map.of("a/main.tf", MAIN, "a/variables.tf", variables)))
                .containsExactly(from(0));
        assertThat(completed(Map.of(
                        "a/main.tf",
                        MAIN,
                        "a/variables.tf",
                        variables,
                        "a/terraform.tfvars",
                        "min_tls = \"TLS1_2\"\n")))
                .containsExactly(from(2));
        assertThat(completed(Map.of(
                        "a/main.tf", MAIN, "a/variables.tf", variables, "a/x.auto.tfvars", "min_tls = \"TLS1_1\"\n")))
                .containsExactly(from(1));
        assertThat(completed(Map.of(
                        "a/main.tf",
                        MAIN,
                        "a/variables.tf",
                        variables,
                        "a/terraform.tfvars.json",
                        "{\"min_tls\": \"TLS1_2\", \"tags\": {\"min_tls\": \"TLS1_1\"}}")))
                .containsExactly(from(2));
    }

    @Test
    void whatIsNamedWhereItIsRunCountsBesideTheDefault() throws IOException {
        String both = MAIN + "variable \"min_tls\" {\n  default = \"TLS1_2\"\n}\n";
        assertThat(completed(Map.of("main.tf", both, "prod.tfvars", "min_tls = \"TLS1_0\"\n")))
                .containsExactly(from(0));
        assertThat(completed(Map.of("main.tf", both))).isEmpty(); // told with the file
        assertThat(facts("main.tf", both))
                .anyMatch(fact ->
                        fact instanceof CryptoUse use && use.parameters().containsValue("TLSv1.2|TLSv1.3"));
    }

    @Test
    void whatAModuleIsGivenIsWhatItsVariablesAre() throws IOException {
        String variables = "variable \"min_tls\" {\n  default = \"TLS1_2\"\n}\n";
        String call = "module \"storage\" {\n  min_tls = \"TLS1_0\"\n  source = \"%s\"\n}\n";
        for (String path : List.of("main.tf ./modules/storage", "live/prod/main.tf ../../modules/storage/")) {
            List<String> caller = Parts.of(path, ' ');
            assertThat(completed(Map.of(
                            "modules/storage/main.tf",
                            MAIN,
                            "modules/storage/variables.tf",
                            variables,
                            caller.getFirst(),
                            call.formatted(caller.getLast()))))
                    .as(path)
                    .containsExactly(from(0));
        }
        for (String other : List.of("./modules/network", "Azure/storage/azurerm", "../storage")) {
            assertThat(completed(Map.of(
                            "modules/storage/main.tf",
                            MAIN,
                            "modules/storage/variables.tf",
                            variables,
                            "main.tf",
                            call.formatted(other))))
                    .as(other)
                    .containsExactly(from(2));
        }
    }

    @Test
    void anotherFoldersVariablesAreOthers() throws IOException {
        assertThat(completed(Map.of("a/main.tf", MAIN, "b/terraform.tfvars", "min_tls = \"TLS1_0\"\n")))
                .containsExactly("2: TLS{versions=?}");
    }

    @Test
    void keepsNoPasswords() throws IOException {
        List<Fact> facts = facts("terraform.tfvars", "db_password = \"hunter2\"\nmin_tls = \"TLS1_0\"\n");
        assertThat(facts.toString()).contains("TLS1_0").doesNotContain("hunter2");
    }
}
