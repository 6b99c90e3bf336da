package dev.assay.detectors.text.jinja;

import dev.assay.detectors.text.Place;
import dev.assay.engine.fact.CodeUse;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.util.Locale;
import java.util.Map;

/**
 * What templates do, by where they lie: what leads out of the template is a finding anywhere, what a web page's or a
 * playbook's template may well do only where the template is one for a model's prompts.
 */
public final class JinjaRule implements Rule {
    @Override
    public String placed(Location at) {
        return Place.placed(at);
    }

    @Override
    public void judge(Facts facts, Findings out) {
        Place place = Place.of(facts);
        for (CodeUse use : facts.of(CodeUse.class)) {
            if (use.language().equals(Uses.LANGUAGE)) {
                judge(use, place.isChatTemplate(), place.isExample(), out);
            }
        }
    }

    private static void judge(CodeUse use, boolean chat, boolean example, Findings out) {
        Shape shape = Shape.valueOf(use.shape().toUpperCase(Locale.ROOT).replace('-', '_'));
        switch (shape) {
            case ESCAPE, CODE_CALL -> {
                String id = shape == Shape.ESCAPE ? "model/jinja-escape" : "model/jinja-code-call";
                Severity full = out.severity(id);
                add(
                        id,
                        chat ? full : example ? Severity.LOW : shape == Shape.ESCAPE ? Severity.HIGH : Severity.MEDIUM,
                        use,
                        out);
            }
            case SPECIAL_ATTRIBUTE -> {
                if (chat) {
                    add("model/jinja-special-attribute", Severity.MEDIUM, use, out);
                }
            }
            case COMPUTED_ATTRIBUTE -> {
                if (chat) {
                    add("model/jinja-computed-attribute", Severity.MEDIUM, use, out);
                }
            }
            case APPLICATION_OBJECT -> {
                if (chat) {
                    add("model/jinja-application-object", Severity.LOW, use, out);
                }
            }
            case TEMPLATE_FILE -> {
                if (chat) {
                    add("model/jinja-template-file", Severity.MEDIUM, use, out);
                }
            }
            case EXPLOSION -> {
                if (chat) {
                    add("model/jinja-explosion", Severity.MEDIUM, use, out);
                }
            }
        }
    }

    private static void add(String id, Severity severity, CodeUse use, Findings out) {
        out.add(id, severity, use.offsetBytes(), use.name(), Map.of("name", use.name(), "code", use.preview()));
    }
}
