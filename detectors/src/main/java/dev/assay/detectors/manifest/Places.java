package dev.assay.detectors.manifest;

import dev.assay.engine.report.Location;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where files lie that manifests name. Pure functions. */
public final class Places {
    private Places() {}

    /**
     * Where a file lies that another one names by a path from its own folder; null if that is outside of the target, or of the
     * archive that both are in.
     */
    public static @Nullable Location beside(Location at, String file) {
        if (Addresses.isAddress(file) || file.startsWith("/") || file.indexOf('\0') >= 0) {
            return null;
        }
        boolean isMember = !at.entries().isEmpty();
        String own = isMember ? at.entries().getLast() : at.path();
        List<String> parts = new ArrayList<>(Parts.of(own, '/'));
        parts.removeLast();
        for (String step : Parts.of(file.replace('\\', '/'), '/')) {
            if (step.equals("..")) {
                if (own.isEmpty()) {
                    parts.add(step); // beside a file that is a target by itself: only who reads that elsewhere knows
                } else if (parts.isEmpty()) {
                    return null;
                } else {
                    parts.removeLast();
                }
            } else if (!step.isEmpty() && !step.equals(".")) {
                parts.add(Location.escape(step));
            }
        }
        String path = String.join("/", parts);
        if (!isMember) {
            return Location.of(at.target(), path);
        }
        List<String> entries = new ArrayList<>(at.entries());
        entries.set(entries.size() - 1, path);
        return new Location(at.target(), at.path(), entries, -1, 0, 0);
    }
}
