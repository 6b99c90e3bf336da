{'targets': [{'target_name': 'x', 'include_dirs': ["<!(node -p \"require('node-addon-api').include_dir\")"], 'sources': ['x.cc']}]}
