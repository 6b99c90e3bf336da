package dev.assay.detectors.license;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Rows;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Models for which nobody states a licence: neither they themselves nor, in their folder or one above it, a file that is no
 * model, such as a model card or a text called LICENSE. Told once for each folder.
 */
final class MissingLicenseRule implements TargetRule {
    private static final Set<String> TEXTS = Set.of("license", "licence", "copying");

    private final Severity severity;
    private final Set<String> models;

    MissingLicenseRule(Severity severity) {
        this.severity = severity;
        this.models = Rows.read(Objects.requireNonNull(MissingLicenseRule.class.getResource("models.tsv")), 1).stream()
                .map(List::getFirst)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean reads(Fact fact) {
        return LicenseRule.isLicence(fact);
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public boolean keeps(String name, Set<String> formats) {
        return isText(name) || isModel(formats);
    }

    /** Such as {@code LICENSE}, {@code License.txt} or {@code LICENSE-MODEL}, but not {@code licenses.py}. */
    private static boolean isText(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return TEXTS.stream()
                .anyMatch(text -> lower.startsWith(text)
                        && (lower.length() == text.length()
                                || !Character.isLetterOrDigit(lower.charAt(text.length()))));
    }

    private boolean isModel(Iterable<String> formats) {
        for (String format : formats) {
            if (models.contains(format)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void judge(Projection target, Findings out) {
        Set<String> modelFiles = new HashSet<>();
        for (Facts facts : target.seen()) {
            if (isModel(facts.formats())) {
                modelFiles.add(facts.at().path());
            }
        }
        Set<String> licensed = new HashSet<>(); // models by their paths, folders with a slash at the end
        for (Facts facts : target.seen()) {
            String path = facts.at().path();
            boolean isStated = facts.facts().stream().anyMatch(LicenseRule::isLicence);
            if (isStated && modelFiles.contains(path)) {
                licensed.add(path);
            } else if (isStated
                    || facts.at().entries().isEmpty() && isText(facts.at().lastName())) {
                licensed.add(folder(path));
            }
        }
        Map<String, Location> missing = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Facts facts : target.seen()) {
            String path = facts.at().path();
            if (modelFiles.remove(path)
                    && !target.isPartial(facts.at())
                    && !licensed.contains(path)
                    && !isLicensedFolder(folder(path), licensed)) {
                missing.putIfAbsent(folder(path), facts.at().within(0));
                counts.merge(folder(path), 1, Integer::sum);
            }
        }
        missing.forEach((folder, at) -> {
            out.at(at);
            int count = counts.getOrDefault(folder, 1);
            String models = count == 1 ? "this model" : "this model and " + (count - 1) + " more beside it";
            out.add("license/missing", severity, -1, folder, Map.of("models", models));
        });
    }

    /** With the slash behind it; a slash alone for the target itself. */
    private static String folder(String path) {
        return "/" + path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static boolean isLicensedFolder(String folder, Set<String> licensed) {
        for (int end = folder.length(); end > 0; end = folder.lastIndexOf('/', end - 2) + 1) {
            if (licensed.contains(folder.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
