import CEL
import Testing

@Suite struct `Semantic versions` {
  @Test(arguments: [Dialect.definition, .kubernetes])
  func `are read, completed and compared`(_ dialect: Dialect) throws {
    try LibraryTable(dialect).check([
      ("semver('1.2.3')", "1.2.3"), ("semver('1.2.3-rc.1+build.5')", "1.2.3-rc.1+build.5"),
      ("semver('1.2.3').major()", "1"),
      ("semver('1.2.3').minor() * 10 + semver('1.2.3').patch()", "23"),
      ("isSemver('1.2') || isSemver('v1.2.3') || isSemver('01.2.3')", "false"),
      (
        "isSemver('1.2.3-') || isSemver('1.2.3+') || isSemver('1.2.3-01') || isSemver('1.2.3-a..b') || isSemver('1.2.3-a_b')",
        "false"
      ),
      ("isSemver('1.2.3-0') && isSemver('1.2.3+01')", "true"),
      ("isSemver('') || isSemver('99999999999999999999.0.0')", "false"),
      ("semver('v1.2', true)", "1.2.0"), ("semver('1', true)", "1.0.0"), ("semver('01.02.03', true)", "1.2.3"),
      ("semver('000.0.0', true)", "0.0.0"),
      ("semver('1.2.3-rc.1', true)", "1.2.3-rc.1"), ("semver('v1.2.03-rc', true)", "1.2.3-rc"),
      ("semver('1.2.3', false)", "1.2.3"),
      (
        "isSemver('1.2-rc', true) || isSemver('1+b', true) || isSemver('vv1', true) || isSemver('', true) || isSemver('1.x', true)",
        "false"
      ),
      ("isSemver('v1.0', true) && !isSemver('v1.0', false)", "true"),
      ("isSemver(' 1.0.0', true) || isSemver('1.2.3.4', true)", "false"),
      ("semver('1.2.3').isLessThan(semver('1.10.0'))", "true"),
      ("semver('1.0.0-rc.1').isLessThan(semver('1.0.0'))", "true"),
      ("semver('1.0.0').isGreaterThan(semver('1.0.0-rc'))", "true"),
      ("semver('1.0.0-alpha.1').compareTo(semver('1.0.0-alpha.beta'))", "-1"),
      ("semver('1.0.0-beta.11').compareTo(semver('1.0.0-beta.2'))", "1"),
      ("semver('1.0.0-a').compareTo(semver('1.0.0-a.b'))", "-1"),
      ("semver('1.0.0-b').compareTo(semver('1.0.0-a'))", "1"), ("semver('1.0.0-2').compareTo(semver('1.0.0-3'))", "-1"),
      ("semver('1.0.0-b').compareTo(semver('1.0.0-1'))", "1"), ("semver('1.0.0+a') == semver('1.0.0+b')", "true"),
      ("semver('1.0.0') == semver('1.0.1')", "false"),
      ("semver('18446744073709551615.0.0').major()", "error: the number 18446744073709551615 does not fit an int"),
      ("semver(string(dyn('x')))", "error: `\"x\"` is not a semantic version such as `1.2.3-rc.1`"),
      ("type(semver('1.0.0'))", "kubernetes.Semver"),
      ("semver(dyn(1))", "error: `semver` takes no values of type (int)"),
      ("isSemver(dyn(1))", "error: `isSemver` takes no values of type (int)"),
      ("semver('1.0.0', dyn('x'))", "error: `semver` takes no values of type (string, string)"),
      ("dyn(1).major()", "error: `major` takes no values of type (int)"),
      ("dyn(semver('1.0.0')).compareTo(dyn(1))", "error: `compareTo` takes no values of type (kubernetes.Semver, int)"),
    ])
  }
}
