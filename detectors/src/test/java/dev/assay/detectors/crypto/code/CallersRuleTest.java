package dev.assay.detectors.crypto.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallersRuleTest {
    private static final String CIPHERS = "package org.shop; import javax.crypto.Cipher; import javax.crypto.spec.*;"
            + " public class Ciphers { private String name; public Ciphers(String name) { this.name = name; }"
            + " public void on(String cipher, byte[] key, int rounds) throws Exception {"
            + " Cipher.getInstance(cipher).doFinal(); new SecretKeySpec(key, \"AES\"); new PBEParameterSpec(null, rounds); } }";

    private static List<CryptoUse> filled(String... programs) {
        List<Facts> seen = Stream.of(programs)
                .map(program -> new Facts(Location.of("", "A.java"), List.of(), List.of(), ReadCode.facts(program)))
                .toList();
        List<CryptoUse> filled = new ArrayList<>();
        Findings findings = new Findings(new RuleBook(List.of(), List.of()), _ -> true, 10);
        new CallersRule((open, use, out) -> {
                    assertThat(open.toString()).doesNotContain("${");
                    filled.add(use);
                })
                .judge(new Projection(seen, List.of()), findings);
        assertThat(findings.assets()).extracting(CryptoAsset::use).isEqualTo(filled); // they are in inventories, too
        return filled;
    }

    @Test
    void putsWhatCallersGiveInPlace() {
        List<CryptoUse> uses = filled(
                CIPHERS,
                "package org.shop; class Main { void f() throws Exception { Ciphers c = new Ciphers(\"x\");"
                        + " c.on(\"DES/ECB/PKCS5Padding\", \"secretsecretsecr\".getBytes(), 20); } }");
        assertThat(uses).anySatisfy(use -> {
            assertThat(use.algorithm()).isEqualTo("DES");
            assertThat(use.parameters()).containsEntry("mode", "ECB").containsEntry("padding", "PKCS5Padding");
        });
        assertThat(uses)
                .anySatisfy(use -> assertThat(use.parameters())
                        .containsEntry("key", "static")
                        .containsEntry("keyBits", "128")
                        .containsEntry("keyFrom", "text"));
        assertThat(uses).anySatisfy(use -> assertThat(use.parameters()).containsEntry("iterations", "20"));
    }

    @Test
    void goesThroughFilesInBetween() {
        assertThat(filled(
                        CIPHERS,
                        "package org.shop.web; import org.shop.Ciphers; class Page { Ciphers c = new Ciphers(\"x\");"
                                + " public void with(String name) throws Exception { String s = \"http://\"; c.on(name, null, 0); } }",
                        "package org.shop; import org.shop.web.Page; class Main { void f() throws Exception {"
                                + " new Page().with(\"RC4\"); } }"))
                .extracting(CryptoUse::algorithm)
                .contains("RC4");
    }

    @Test
    void whatOthersCallIsOfNoConcern() {
        assertThat(filled(
                        CIPHERS,
                        "package org.elsewhere; class Main { void f(Ciphers c) throws Exception {"
                                + " new Ciphers(\"x\").on(\"DES/ECB/PKCS5Padding\", null, 1); } }"))
                .isEmpty();
    }

    @Test
    void keepsNoPasswords() {
        List<Fact> facts = ReadCode.facts(
                "package org.shop; class Main { void f() { new Ciphers(\"des/hunter2 is it\").on(\"hunter2\", null, 7); String s = \"DES\"; } }");
        assertThat(facts).hasAtLeastOneElementOfType(ConstantCall.class);
        assertThat(facts.toString()).doesNotContain("hunter2");
    }
}
