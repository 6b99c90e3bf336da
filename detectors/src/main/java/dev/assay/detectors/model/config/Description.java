package dev.assay.detectors.model.config;

import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;

/** What configurations and model cards say of the model beside them. */
final class Description {
    private Description() {}

    static void tell(ConfigKind kind, Tree document, Sink out) {
        Inventory inventory = new Inventory(out);
        if (!(document instanceof Mapping mapping)) {
            return;
        }
        switch (kind) {
            case KITFILE -> licences(mapping.mapping("package"), inventory);
            case DIFFUSERS, MLFLOW, MODEL_CARD, SPACY_META, TRANSFORMERS -> licences(mapping, inventory);
            case CALLING_YAML,
                    DVC,
                    INI,
                    JSON,
                    NEMO,
                    OCI,
                    ORBAX,
                    SENTENCE_TRANSFORMERS,
                    SKOPS,
                    SPACY,
                    TOML,
                    TORCHSERVE,
                    YAML,
                    ZARR -> {}
        }
        if (inventory.isWanted()) {
            tell(mapping, inventory);
        }
    }

    /** What the hub calls "other" has a name beside it. */
    private static void licences(Mapping mapping, Inventory inventory) {
        boolean isNamed = mapping.get("license_name") instanceof Scalar;
        for (Tree each : mapping.items("license")) {
            if (each instanceof Scalar licence && !(isNamed && licence.text().equals("other"))) {
                inventory.property(Property.LICENCE, licence.text(), licence.offsetBytes());
            }
        }
        if (mapping.get("license_name") instanceof Scalar name) {
            inventory.property(Property.LICENCE, name.text(), name.offsetBytes());
        }
    }

    private static void tell(Mapping mapping, Inventory inventory) {
        library(mapping, "transformers_version", "Transformers", inventory);
        library(mapping, "_diffusers_version", "Diffusers", inventory);
        library(mapping, "keras_version", "Keras", inventory);
        if (mapping.get("peft_type") instanceof Scalar kind) {
            inventory.property(Property.FRAMEWORK, "PEFT", -1);
            inventory.property(Property.ARCHITECTURE, kind.text(), kind.offsetBytes());
        }
        architecture(mapping, inventory);
        texts(mapping, inventory);
    }

    /** @param key holds the library's version, and is in no other's configurations */
    private static void library(Mapping mapping, String key, String name, Inventory inventory) {
        if (mapping.get(key) instanceof Scalar version) {
            inventory.property(Property.FRAMEWORK, name, -1);
            inventory.property(Property.FRAMEWORK_VERSION, version.text(), version.offsetBytes());
        }
    }

    private static void architecture(Mapping mapping, Inventory inventory) {
        for (Tree each : mapping.items("architectures")) {
            if (each instanceof Scalar name) {
                inventory.property(Property.ARCHITECTURE, name.text(), name.offsetBytes());
            }
        }
        if (mapping.get("_class_name") instanceof Scalar name) {
            inventory.property(Property.ARCHITECTURE, name.text(), name.offsetBytes());
        }
    }

    private static void texts(Mapping mapping, Inventory inventory) {
        if (mapping.get("model_type") instanceof Scalar type && type.isQuoted()) {
            inventory.metadata("model_type", type.text(), type.offsetBytes());
        }
        for (String key : new String[] {"_name_or_path", "base_model_name_or_path"}) {
            if (mapping.get(key) instanceof Scalar origin && origin.isQuoted()) {
                inventory.property(Property.ORIGIN, origin.text(), origin.offsetBytes());
            }
        }
        for (String key : new String[] {"torch_dtype", "dtype"}) {
            if (mapping.get("model_type") != null && mapping.get(key) instanceof Scalar type && type.isQuoted()) {
                inventory.property(Property.TYPES, type.text(), type.offsetBytes());
            }
        }
    }
}
