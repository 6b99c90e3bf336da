package dev.assay.detectors.archive;

import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.util.Map;
import java.util.Set;

/** Judges members whose extraction would touch more than the folder that it goes to. */
public final class ArchiveEntryRule implements Rule {
    /**
     * The folders at the root of a Unix system: an absolute link from within one of them is what system images and
     * distribution packages are made of, since they are meant to be unpacked at the root.
     */
    private static final Set<String> SYSTEM_FOLDERS = Set.of(
            "bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "media", "mnt", "opt", "proc", "root", "run",
            "sbin", "srv", "sys", "tmp", "usr", "var");

    @Override
    public void judge(Facts facts, Findings out) {
        for (ArchiveEntry entry : facts.of(ArchiveEntry.class)) {
            judge(entry, out);
        }
    }

    private static void judge(ArchiveEntry entry, Findings out) {
        String name = entry.name();
        if (EntryPath.leadsOut(name)) {
            add("archive/path-traversal", entry, out);
        } else if (EntryPath.isAbsolute(name)) {
            add("archive/absolute-path", entry, out);
        }
        if (EntryPath.hasControl(name)) {
            add("archive/control-characters", entry, out);
        }
        switch (entry.type()) {
            case SYMBOLIC_LINK, HARD_LINK -> judgeLink(entry, out);
            case DEVICE -> add("archive/device-entry", entry, out);
            case FILE, DIRECTORY, OTHER -> {}
        }
    }

    private static void judgeLink(ArchiveEntry entry, Findings out) {
        String target = entry.linkTarget();
        if (target == null) {
            add("archive/link-target-unknown", entry, out);
        } else if (EntryPath.isAbsolute(target)) {
            boolean image = entry.type() == ArchiveEntry.Type.SYMBOLIC_LINK
                    && SYSTEM_FOLDERS.contains(firstFolder(entry.name()))
                    && !EntryPath.leadsOut(target);
            add(image ? "archive/absolute-link" : "archive/link-escape", entry, out);
        } else if (entry.type() == ArchiveEntry.Type.HARD_LINK
                ? EntryPath.leadsOut(target)
                : EntryPath.linkLeadsOut(entry.name(), target)) {
            add("archive/link-escape", entry, out);
        }
    }

    private static String firstFolder(String name) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static void add(String ruleId, ArchiveEntry entry, Findings out) {
        String target = entry.linkTarget();
        String name = Anomalies.quoted(entry.name());
        out.add(
                ruleId,
                entry.offsetBytes(),
                entry.name(),
                target == null
                        ? Map.of("entry", name)
                        : Map.of(
                                "entry",
                                name,
                                "target",
                                Anomalies.quoted(target),
                                "detail",
                                name + " points to " + Anomalies.quoted(target)));
    }
}
