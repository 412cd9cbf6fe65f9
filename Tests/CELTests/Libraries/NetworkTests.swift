import CEL
import Testing

@Suite struct `Addresses` {
  private static let common: [(String, String)] = [
    ("ip('192.168.0.1')", "192.168.0.1"), ("string(ip('::ffff'))", "\"::ffff\""),
    ("isIP('1.2.3.4') && isIP('::1')", "true"),
    (
      "isIP('1.2.3') || isIP('1.2.3.256') || isIP('01.2.3.4') || isIP('x') || isIP('') || isIP('fe80::1%eth0')", "false"
    ),
    ("isIP('::ffff:1.2.3.4')", "false"), ("ip('1.2.3.4').family() + ip('::1').family()", "10"),
    ("ip.isCanonical('2001:db8::abcd')", "true"), ("ip.isCanonical('2001:DB8::abcd')", "false"),
    ("ip.isCanonical('2001:db8:0:0:0:0:0:abcd')", "false"),
    ("ip.isCanonical('x')", "error: `\"x\"` is not an IP address"),
    ("ip('2001:0:0:1:0:0:0:1')", "2001:0:0:1::1"), ("ip('0:0:0:0:0:0:0:0')", "::"),
    ("ip('1:2:3:4:5:6:7:0')", "1:2:3:4:5:6:7:0"),
    ("ip('0.0.0.0').isUnspecified() && ip('::').isUnspecified()", "true"),
    ("ip('127.0.0.1').isLoopback() && ip('::1').isLoopback()", "true"),
    ("ip('10.0.0.1').isGlobalUnicast() && ip('2001:db8::1').isGlobalUnicast()", "true"),
    (
      "ip('255.255.255.255').isGlobalUnicast() || ip('224.0.0.1').isGlobalUnicast() || ip('127.0.0.1').isGlobalUnicast()",
      "false"
    ),
    ("ip('169.254.1.1').isLinkLocalUnicast() && ip('fe80::1').isLinkLocalUnicast()", "true"),
    ("ip('224.0.0.5').isLinkLocalMulticast() && ip('ff02::1').isLinkLocalMulticast()", "true"),
    ("ip('224.0.1.5').isLinkLocalMulticast()", "false"), ("ip('1.2.3.4') == ip('1.2.3.4')", "true"),
    ("ip('::1') == ip('0:0::1')", "true"),
    ("ip('1.2.3.4') == ip('1.2.3.5')", "false"), ("cidr('10.0.0.0/8')", "10.0.0.0/8"),
    ("string(cidr('10.1.0.0/8'))", "\"10.1.0.0/8\""),
    ("cidr('10.1.2.3/8').masked()", "10.0.0.0/8"), ("cidr('2001:db8::1/33').masked()", "2001:db8::/33"),
    ("cidr('10.1.2.3/8').ip()", "10.1.2.3"),
    ("cidr('10.1.2.3/12').prefixLength()", "12"), ("cidr('10.0.0.0/8').containsIP('10.255.0.1')", "true"),
    ("cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))", "false"),
    ("cidr('10.0.0.0/8').containsIP('::1')", "false"),
    ("cidr('10.0.0.0/8').containsIP('x')", "error: `\"x\"` is not an IP address"),
    ("cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')", "true"),
    ("cidr('10.0.0.0/16').containsCIDR(cidr('10.0.0.0/8'))", "false"),
    ("cidr('10.0.0.0/8').containsCIDR('x')", "error: `\"x\"` is not a range of addresses such as `10.0.0.0/8`"),
    ("isCIDR('10.0.0.0/8') && isCIDR('::/0')", "true"),
    (
      "isCIDR('10.0.0.0') || isCIDR('10.0.0.0/33') || isCIDR('10.0.0.0/08') || isCIDR('10.0.0.0/') || isCIDR('10.0.0.0/-1')",
      "false"
    ),
    ("type(ip('1.2.3.4'))", "net.IP"), ("type(cidr('1.2.3.4/8'))", "net.CIDR"),
    ("cidr('::/0') == cidr('::/0')", "true"),
    ("dyn(1).family()", "error: `family` takes no values of type (int)"),
    ("dyn(1).masked()", "error: `masked` takes no values of type (int)"),
    ("isIP(dyn(1))", "error: `isIP` takes no values of type (int)"),
    ("isCIDR(dyn(1))", "error: `isCIDR` takes no values of type (int)"),
    ("ip(dyn(1))", "error: `ip` takes no values of type (int)"),
    ("ip.isCanonical(dyn(1))", "error: `ip.isCanonical` takes no values of type (int)"),
    ("dyn(1).containsIP('1.2.3.4')", "error: `containsIP` takes no values of type (int, string)"),
    ("dyn(1).containsCIDR('1.2.3.4/8')", "error: `containsCIDR` takes no values of type (int, string)"),
  ]

  @Test(arguments: [Dialect.definition, .kubernetes])
  func `and ranges of them`(_ dialect: Dialect) throws {
    try LibraryTable(dialect).check(Self.common)
  }

  @Test func `are masks where no bit of the host is set, in the environment of our own`() throws {
    try LibraryTable().check([
      ("cidr('10.0.0.0/8').isMask()", "true"), ("cidr('10.0.0.1/8').isMask()", "false"),
      ("cidr('2001:db8::/32').isMask()", "true"),
      ("cidr('10.0.0.1/32').isMask() && cidr('0.0.0.0/0').isMask()", "true"), ("cidr('1.0.0.0/0').isMask()", "false"),
      ("ip('x')", "refused: `\"x\"` is not an IP address"),
      ("cidr('x')", "refused: `\"x\"` is not a range of addresses such as `10.0.0.0/8`"),
    ])
    try LibraryTable(.kubernetes).check([("ip('x')", "error: `\"x\"` is not an IP address")])
  }
}
