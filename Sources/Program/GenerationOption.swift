public import ArgumentParser
public import Requests

extension Generation: ExpressibleByArgument {}
