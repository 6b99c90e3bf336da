package dev.assay.app.config;

import dev.assay.detectors.model.pickle.UserCallables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * The {@code callables:} of an {@code assay.yaml}: which callables the user allows and denies, beside the lists of the
 * build. A row that cannot be taken as it is written is an error with its line: one that is passed over would allow or deny
 * nothing, and nobody would notice.
 */
final class CallableRows {
    /** Its key in the file. */
    static final String KEY = "callables";

    private static final String ALLOW = "allow";
    private static final String DENY = "deny";
    private static final String PATHS = "paths";
    private static final String DIGESTS = "digests";
    private static final Set<String> LISTS = Set.of(PATHS, DIGESTS);
    private static final Set<String> OF_ALLOW = Set.of("name", "role", "reason", PATHS, DIGESTS, "expires");
    private static final Set<String> OF_DENY = Set.of("name", "severity", "reason", PATHS, "expires");

    private final List<Dated<UserCallables.Allowed>> allowed = new ArrayList<>();
    private final List<Dated<UserCallables.Denied>> denied = new ArrayList<>();

    CallableRows() {}

    /**
     * Reads them.
     *
     * @param mayAllow whether the file may allow anything: one that was merely found may have come with what is scanned
     */
    static CallableRows read(String label, Node node, boolean mayAllow) {
        CallableRows rows = new CallableRows();
        for (NodeTuple tuple : ConfigFile.mapping(label, node).getValue()) {
            String key = ConfigFile.scalar(label, tuple.getKeyNode());
            String at = ConfigFile.at(label, tuple.getKeyNode());
            switch (key) {
                case ALLOW -> {
                    if (!mayAllow) {
                        throw ConfigFile.refused(at, KEY + "." + ALLOW);
                    }
                    RowFields.items(label, tuple.getValueNode()).forEach(item -> rows.allow(label, item));
                }
                case DENY -> RowFields.items(label, tuple.getValueNode()).forEach(item -> rows.deny(label, item));
                default ->
                    throw new ConfigException(
                            at + ": " + KEY + " has the keys " + ALLOW + " and " + DENY + ", not " + key);
            }
        }
        rows.refuseBoth();
        return rows;
    }

    private void allow(String label, MappingNode item) {
        RowFields fields = RowFields.of(label, item, OF_ALLOW, LISTS);
        UserCallables.Allowed row = new UserCallables.Allowed(
                fields.text("name"),
                fields.optional("role", "class"),
                fields.text("reason"),
                fields.globs(PATHS),
                fields.digests(DIGESTS),
                fields.at());
        fields.refuse(UserCallables.objection(row));
        allowed.add(new Dated<>(row, row.name() + " is allowed", fields.date(), fields.at()));
    }

    private void deny(String label, MappingNode item) {
        RowFields fields = RowFields.of(label, item, OF_DENY, LISTS);
        UserCallables.Denied row = new UserCallables.Denied(
                fields.text("name"), fields.severity(), fields.text("reason"), fields.globs(PATHS));
        fields.refuse(UserCallables.objection(row));
        denied.add(new Dated<>(row, row.name() + " is denied", fields.date(), fields.at()));
    }

    private void refuseBoth() {
        Map<String, String> places = new HashMap<>();
        for (Dated<UserCallables.Denied> row : denied) {
            if (places.put(row.row().name(), row.at()) != null) {
                throw new ConfigException(row.at() + ": " + row.row().name() + " is denied twice");
            }
        }
        for (Dated<UserCallables.Allowed> row : allowed) {
            String name = row.row().name();
            if (places.containsKey(name)) {
                throw new ConfigException(row.at() + ": " + name + " is denied as well, at " + places.get(name));
            }
        }
    }

    /** What counts on this day. */
    UserCallables on(LocalDate day) {
        return UserCallables.of(Dated.on(allowed, day), Dated.on(denied, day));
    }

    /** What does not count any more on this day, a line each. */
    List<String> over(LocalDate day) {
        return Stream.concat(Dated.over(allowed, day), Dated.over(denied, day)).toList();
    }
}
