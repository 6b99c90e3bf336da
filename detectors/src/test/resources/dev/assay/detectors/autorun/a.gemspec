Gem::Specification.new do |s|
  s.name = "a"
  s.version = "1.0.0"
  s.extensions = %w[ext/a/extconf.rb ext/b/make.rb]
end
