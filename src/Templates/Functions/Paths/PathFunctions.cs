using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Paths;

/// <summary>Functions on paths as texts; no file is looked at. Those of the operating system are Linux's whatever this runs on.</summary>
internal static class PathFunctions
{
    public static IEnumerable<Function> All =>
    [
        .. Both("base", "osBase", T.String, path => StringValue.Of(UnixPath.Base(path))),
        .. Both("dir", "osDir", T.String, path => StringValue.Of(UnixPath.Directory(path))),
        .. Both("clean", "osClean", T.String, path => StringValue.Of(UnixPath.Clean(path))),
        .. Both("ext", "osExt", T.String, path => StringValue.Of(UnixPath.Extension(path))),
        .. Both("isAbs", "osIsAbs", T.Bool, path => BoolValue.Of(UnixPath.IsAbsolute(path))),
    ];

    private static Function[] Both(string name, string systemName, GoType result, Func<string, Value> apply) =>
    [
        new(name, [T.String], result, args => apply(args.Text(0))),
        new(systemName, [T.String], result, args => apply(args.Text(0))),
    ];
}
