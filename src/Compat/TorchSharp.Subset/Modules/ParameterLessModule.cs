using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module that holds nothing of its own, such as an activation.</summary>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name)
    {
    }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Refusal("buffer");

    public override void register_parameter(string name, Parameter param) => throw Refusal("parameter");

    public override void register_module(string name, nn.Module submodule) => throw Refusal("module");

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    private InvalidOperationException Refusal(string what) => new($"{GetName()}: cannot register a {what} with a parameter-less module.");
}

/// <summary>A module of two arguments that holds nothing of its own.</summary>
public abstract class ParameterLessModule<T1, T2, TResult> : nn.Module<T1, T2, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name)
    {
    }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Refusal("buffer");

    public override void register_parameter(string name, Parameter param) => throw Refusal("parameter");

    public override void register_module(string name, nn.Module submodule) => throw Refusal("module");

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    private InvalidOperationException Refusal(string what) => new($"{GetName()}: cannot register a {what} with a parameter-less module.");
}

/// <summary>A module of three arguments that holds nothing of its own.</summary>
public abstract class ParameterLessModule<T1, T2, T3, TResult> : nn.Module<T1, T2, T3, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name)
    {
    }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Refusal("buffer");

    public override void register_parameter(string name, Parameter param) => throw Refusal("parameter");

    public override void register_module(string name, nn.Module submodule) => throw Refusal("module");

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    private InvalidOperationException Refusal(string what) => new($"{GetName()}: cannot register a {what} with a parameter-less module.");
}
