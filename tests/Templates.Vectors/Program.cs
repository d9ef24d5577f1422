using Coffer.Templates.Vectors;

if (args is not [var path] || !File.Exists(path))
{
    Console.Error.WriteLine("usage: dotnet run --project tests/Templates.Vectors -- FILE.jsonl");
    return 2;
}

var (passed, failed) = (0, 0);
foreach (var line in Vector.Lines(path))
{
    if (Trial.Of(line) is { } fault)
    {
        failed++;
        Console.WriteLine(fault);
    }
    else
    {
        passed++;
    }
}

Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
