using Coffer.Templates.Vectors;

if (args is not [var path] || !File.Exists(path))
{
    Console.Error.WriteLine("usage: dotnet run --project tests/Templates.Vectors -- FILE.jsonl");
    return 2;
}

var vectors = Vector.Read(path);
var failed = 0;
foreach (var vector in vectors)
{
    if (VectorRunner.Check(vector) is { } difference)
    {
        failed++;
        Console.WriteLine($"{vector.Id}\n  expected: {difference.Expected}\n  actual:   {difference.Actual}");
    }
}

Console.WriteLine($"{vectors.Count - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
