module.exports = {hooks: {readPackage: p => p}};
