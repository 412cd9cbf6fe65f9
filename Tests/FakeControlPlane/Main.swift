import NIOHTTP1
import NIOPosix
@main struct Fake { static func main() {} }
