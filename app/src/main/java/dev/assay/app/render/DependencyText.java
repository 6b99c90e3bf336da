package dev.assay.app.render;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.report.FoundDependency;
import java.util.ArrayList;
import java.util.List;

/** The dependencies of a scan for people: how many of which ecosystem, and a line for each, the direct ones first. */
final class DependencyText {
    private static final int MOST_LINES = 20;
    private static final int MOST_COLUMNS_OF_NAME = 56;

    private DependencyText() {}

    static void write(Page page, DependencyTotals totals, RenderOptions options) {
        if (totals.count() == 0) {
            return;
        }
        List<String> parts = new ArrayList<>();
        totals.byEcosystem().forEach((ecosystem, n) -> parts.add(Amounts.count(n) + " " + ecosystem));
        page.badge(Style.INFO, "DEPENDENCIES").spaces(2);
        page.prose(
                Style.TITLE,
                Amounts.count(totals.count()) + " in " + Amounts.count(totals.files(), "file", "files") + ": "
                        + String.join(", ", parts),
                2);
        List<FoundDependency> all = totals.directFirst();
        List<FoundDependency> shown = options.verbose() ? all : all.subList(0, Math.min(MOST_LINES, all.size()));
        List<String> names = shown.stream()
                .map(each -> Terminal.escape(name(each.dependency()), options.unicode()))
                .toList();
        int widest = 0;
        for (String name : names) {
            widest = Math.max(widest, Math.min(Terminal.columns(name), MOST_COLUMNS_OF_NAME));
        }
        for (int i = 0; i < shown.size(); i++) {
            Dependency dependency = shown.get(i).dependency();
            page.spaces(2).add(names.get(i)).spaces(Math.max(widest - Terminal.columns(names.get(i)), 0) + 2);
            page.add(Style.DIM, traits(dependency)).spaces(2);
            page.name(Style.PLACE, shown.get(i).location().toString()).newLine();
        }
        if (totals.count() > shown.size()) {
            page.spaces(2)
                    .add(
                            Style.DIM,
                            "and " + Amounts.count(totals.count() - shown.size()) + " more"
                                    + (options.verbose() ? "" : " (--verbose; JSON has all)"))
                    .newLine();
        }
        page.newLine();
    }

    private static String name(Dependency dependency) {
        String full = dependency.coordinates().full();
        String version = dependency.version().isEmpty() ? dependency.range() : dependency.version();
        String alias = dependency.alias().isEmpty() ? "" : " as " + dependency.alias();
        return (version.isEmpty() ? full : full + " " + version) + alias;
    }

    private static String traits(Dependency dependency) {
        String relation = dependency.relation().id();
        return dependency.scope() == Dependency.Scope.RUNTIME
                ? relation
                : relation + ", " + dependency.scope().id();
    }
}
