package dev.assay.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.assay.app.architecture.ArchitectureRules.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule holds for the product, and every rule finds the violation that was planted for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    /** The one place that may catch everything: it turns what a decoder or a rule throws into a gap. */
    private static final String CONTAINMENT = "/dev/assay/engine/scan/Descent.java:";

    private static final List<Path> PRODUCT = Stream.of("engine", "detectors", "connectors", "app")
            .map(module -> Path.of("..", module, "src", "main", "java"))
            .toList();

    private JavaClasses product;
    private JavaClasses planted;

    @BeforeAll
    void read() {
        product = new ClassFileImporter()
                .withImportOption(at -> !at.contains("/test-classes/") && !at.contains("-tests.jar"))
                .importPackages("dev.assay");
        planted = new ClassFileImporter().importPackages("planted");
    }

    static List<Rule> productRules() {
        return ArchitectureRules.under("dev.assay");
    }

    static List<Rule> plantedRules() {
        return ArchitectureRules.under("planted");
    }

    @ParameterizedTest
    @MethodSource("productRules")
    void holds(Rule rule) {
        assertThat(rule.check()
                        .allowEmptyShould(true)
                        .evaluate(product)
                        .getFailureReport()
                        .getDetails())
                .as(rule.name())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("plantedRules")
    void canFail(Rule rule) {
        assertThat(rule.check().evaluate(planted).getFailureReport().getDetails())
                .as(rule.name())
                .anyMatch(violation -> violation.contains("planted." + rule.planted()));
    }

    @Test
    void everyModuleWasRead() {
        assertThat(Stream.of("engine", "detectors", "connectors", "app"))
                .allMatch(module -> product.containPackage("dev.assay." + module));
    }

    @Test
    void nothingCatchesEverythingButTheContainment() throws IOException {
        assertThat(BroadCatches.in(PRODUCT))
                .filteredOn(at -> !at.replace('\\', '/').contains(CONTAINMENT))
                .isEmpty();
    }

    @Test
    void aBroadCatchIsFoundAndTryWithResourcesIsNone() throws IOException {
        assertThat(BroadCatches.in(List.of(Path.of("src", "test", "java", "planted"))))
                .hasSize(2)
                .allMatch(at -> at.contains("CatchesEverything.java:"));
    }
}
