package dev.assay.detectors.crypto.setup;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says what directives of Terraform ask for whose value is a variable that another file of their folder sets, once all files of a target were
 * read. Files that Terraform loads by itself, and what a module is given by another folder, come in place of a default, others, which
 * are named where it is run, beside it. Stateless.
 */
public final class VariablesRule implements TargetRule {
    private static final List<String> LOADED =
            List.of("terraform.tfvars", ".auto.tfvars", "terraform.tfvars.json", ".auto.tfvars.json");

    /** What a variable is said to be further on is of no interest. */
    private static final int MOST_VALUES = 32;

    /**
     * Of one folder: what is said of each variable.
     *
     * @param sources the folders of modules by their names
     * @param given what their variables are given, by the module's name, a point and the variable's
     */
    private record Said(
            Map<String, Set<String>> defaults,
            Map<String, Set<String>> loaded,
            Map<String, Set<String>> named,
            Map<String, Set<String>> sources,
            Map<String, Set<String>> given) {
        Said() {
            this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        }
    }

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof SharedConstant constant && constant.name().startsWith(Variables.TERRAFORM + ":")
                || fact instanceof OpenUse(CryptoUse use) && use.purpose().equals(OpenUse.SETTING);
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public List<Facts> complete(Projection target, Findings out) {
        Map<String, Said> folders = new HashMap<>();
        for (Facts facts : target.seen()) {
            for (SharedConstant constant : facts.of(SharedConstant.class)) {
                Said said = folders.computeIfAbsent(folder(facts), _ -> new Said());
                boolean isLoaded = LOADED.stream().anyMatch(facts.at().lastName()::endsWith);
                add(constant, Variables.DEFAULT, said.defaults());
                add(constant, Variables.SET, isLoaded ? said.loaded() : said.named());
                add(constant, Variables.SOURCE, said.sources());
                add(constant, Variables.CALL, said.given());
            }
        }
        new TreeMap<>(folders).forEach((folder, said) -> giveModules(folder, said, folders));
        List<Facts> completed = new ArrayList<>(0);
        for (Facts facts : target.seen()) {
            List<Fact> all = new ArrayList<>(0);
            Said said = folders.getOrDefault(folder(facts), new Said());
            for (OpenUse open : facts.of(OpenUse.class)) {
                if (open.use().purpose().equals(OpenUse.SETTING)) {
                    all.addAll(read(open.use(), said));
                }
            }
            if (!all.isEmpty()) {
                completed.add(new Facts(facts.at(), facts.formats(), facts.around(), all));
            }
        }
        return completed;
    }

    private static String folder(Facts facts) {
        List<String> parts = Parts.of(facts.at().wholeName(), '/');
        return String.join("/", parts.subList(0, parts.size() - 1));
    }

    /** What a module is given is what its folder's variables are set to. */
    private static void giveModules(String folder, Said said, Map<String, Said> folders) {
        said.given().forEach((name, values) -> {
            int point = name.indexOf('.');
            for (String source : said.sources().getOrDefault(name.substring(0, point), Set.of())) {
                Said module = folders.get(within(folder, source));
                if (module != null) {
                    module.loaded()
                            .computeIfAbsent(name.substring(point + 1), _ -> new TreeSet<>())
                            .addAll(values);
                }
            }
        });
    }

    /** {@code ../network} within a folder. */
    private static String within(String folder, String source) {
        List<String> parts = new ArrayList<>(folder.isEmpty() ? List.of() : Parts.of(folder, '/'));
        for (String part : Parts.of(source, '/')) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.equals(".") && !part.isEmpty()) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    private static void add(SharedConstant constant, String prefix, Map<String, Set<String>> to) {
        if (constant.name().startsWith(prefix)) {
            Set<String> values = to.computeIfAbsent(constant.name().substring(prefix.length()), _ -> new TreeSet<>());
            if (values.size() < MOST_VALUES) {
                values.add(constant.value());
            }
        }
    }

    private static Set<CryptoUse> read(CryptoUse open, Said said) {
        String variable = Variables.variable(open);
        Set<String> values = new TreeSet<>(said.loaded().getOrDefault(variable, Set.of()));
        if (values.isEmpty() && !Variables.isSaidHere(open)) {
            values.addAll(said.defaults().getOrDefault(variable, Set.of()));
        }
        values.addAll(said.named().getOrDefault(variable, Set.of()));
        Set<CryptoUse> uses = new java.util.LinkedHashSet<>();
        values.forEach(value -> uses.addAll(Variables.read(open, value)));
        if (values.isEmpty() && !Variables.isSaidHere(open)) {
            uses.addAll(Variables.read(open, null));
        }
        return uses;
    }

    @Override
    public void judge(Projection target, Findings out) {
        // all is said by what is completed
    }
}
