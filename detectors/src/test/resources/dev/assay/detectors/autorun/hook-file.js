const cp = require('child_process');

cp.execSync('node-gyp rebuild', { stdio: 'inherit' });
