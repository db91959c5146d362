//! Every figure of a table as one number: a node of each axis. A figure is the sum of the finest figures below it.

use super::tree::Tree;

pub(super) struct Lattice {
    pub trees: Vec<Tree>,
    strides: Vec<usize>,
    pub size: usize,
}

impl Lattice {
    /// Axes in the order where, what, crossings, when.
    pub fn new(trees: Vec<Tree>) -> Self {
        let mut size = 1;
        let stride = |tree: &Tree| {
            let stride = size;
            size *= tree.len();
            stride
        };
        let strides = trees.iter().map(stride).collect();
        Self { trees, strides, size }
    }

    pub fn axes(&self) -> std::ops::Range<usize> {
        0..self.trees.len()
    }

    pub fn node(&self, figure: usize, axis: usize) -> usize {
        figure / self.strides[axis] % self.trees[axis].len()
    }

    pub fn figure(&self, nodes: impl IntoIterator<Item = usize>) -> usize {
        nodes.into_iter().zip(&self.strides).map(|(node, stride)| node * stride).sum()
    }

    /// The same figure at another node of one axis.
    pub fn moved(&self, figure: usize, axis: usize, node: usize) -> usize {
        figure + node * self.strides[axis] - self.node(figure, axis) * self.strides[axis]
    }

    pub fn stride(&self, axis: usize) -> usize {
        self.strides[axis]
    }

    /// The figure and all whose sum it is part of.
    pub fn above(&self, figure: usize) -> Vec<usize> {
        let mut figures = vec![0];
        for axis in self.axes() {
            let chain = self.trees[axis].chain(self.node(figure, axis));
            figures = figures
                .iter()
                .flat_map(|base| chain.iter().map(move |node| base + node * self.strides[axis]))
                .collect();
        }
        figures
    }

    pub fn is_finest(&self, figure: usize) -> bool {
        self.axes().all(|axis| self.trees[axis].is_leaf(self.node(figure, axis)))
    }

    pub fn sums_periods(&self, figure: usize) -> bool {
        let period = self.trees.len() - 1;
        !self.trees[period].is_leaf(self.node(figure, period))
    }

    /// The figures that this one is the sum of along one axis, if it is not among the finest.
    pub fn parts(&self, figure: usize) -> Option<Vec<usize>> {
        let axis = self.axes().find(|axis| !self.trees[*axis].is_leaf(self.node(figure, *axis)))?;
        let parts = self.trees[axis].children(self.node(figure, axis));
        Some(parts.iter().map(|part| self.moved(figure, axis, *part)).collect())
    }

    /// Whether the figure sums less than a year of a place where one agent works: if it were told to be 0, that agent saw nobody.
    pub fn tells_of_an_agent(&self, figure: usize) -> bool {
        let period = self.trees.len() - 1;
        self.node(figure, period) != 0 && self.trees[0].holds_a_mark(self.node(figure, 0))
    }
}
