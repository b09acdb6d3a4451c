namespace Estop.Weaving.Verification.Types;

/// <summary>The evaluation stack at one place of a method. Notes the first fault; what is popped after it is unknown.</summary>
internal sealed class EvaluationStack
{
    private readonly List<StackValue> _values = [];

    public string? Fault { get; private set; }

    public int Depth => _values.Count;

    public void Report(string fault) => Fault ??= fault;

    public void Push(StackValue value) => _values.Add(value);

    public StackValue Pop()
    {
        if (_values.Count == 0)
        {
            Report("takes a value from an empty stack");
            return StackValue.Unknown;
        }

        var value = _values[^1];
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    public void Pop(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Pop();
        }
    }

    public void Clear() => _values.Clear();

    /// <summary>Takes the values over, bottom first.</summary>
    public void Restore(IEnumerable<StackValue> values)
    {
        _values.Clear();
        _values.AddRange(values);
    }

    /// <summary>The values, bottom first.</summary>
    public StackValue[] Save() => _values.Count == 0 ? [] : [.. _values];
}
